"""The way in: HTTPS requests checked, bounded, answered by HQ's functions, signed and counted."""
