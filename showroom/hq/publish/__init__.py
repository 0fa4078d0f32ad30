"""Reference data published from headquarters: read, checked whole, shown, and then written."""
