"""The sync engine: what a desk and headquarters say to each other, and what follows from it.

Pure of network and of Qt; transport, clock and keys are given. `docs/sync.md` is the protocol.
"""
