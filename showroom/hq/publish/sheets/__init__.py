"""Files that people fill in: what may stand in them, how they are read, and what is wrong."""
