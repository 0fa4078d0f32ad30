"""The widgets pages are built from."""
