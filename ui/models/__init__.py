"""Item models: display values prepared once, painting only reads."""
