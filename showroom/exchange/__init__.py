"""The desk's side of headquarters: where it stands, what waits for a person."""
