"""The budgets of the house, measured: how long, how tangled, how typed, how tested the code is."""
