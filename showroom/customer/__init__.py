"""The customer archive: one card per person, clashes, losses, and the keys a card is found by."""
