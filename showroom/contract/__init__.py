"""合同: what was agreed, signed and paid for."""
