"""What must hold: the invariants, at every moment and at the end."""
