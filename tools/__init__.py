"""Scripts of the builders; nothing here ships."""
