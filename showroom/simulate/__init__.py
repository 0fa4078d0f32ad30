"""The deterministic simulation: desks, outlets and headquarters under every fault, from a seed.

The engine, the stores, the migrations, HQ and the business commands are the real ones; only time,
chance, the network and the disk's failures are given.
"""
