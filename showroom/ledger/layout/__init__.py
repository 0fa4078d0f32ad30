"""Which sheet, which header row, which column means what, which rows are customers."""
