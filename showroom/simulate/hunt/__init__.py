"""Planted bugs, the hunt for them, and runs made short."""
