"""HQ's web page: plain HTML made on the server, no script, every word from the catalogue."""
