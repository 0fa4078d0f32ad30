"""Sheets that show every piece of the kit."""
