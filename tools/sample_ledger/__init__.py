"""Writes the sample outlet's ledger and the truth about it."""
