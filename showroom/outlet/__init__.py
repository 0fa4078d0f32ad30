"""The outlet: how it is set up, and what it is called on papers."""
