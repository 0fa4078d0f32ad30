"""What must hold: the model of the world and the invariants, at every moment and at the end."""
