"""One box that finds a customer by whatever one remembers."""
