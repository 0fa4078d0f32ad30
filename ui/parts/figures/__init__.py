"""Parts the board and the day close share: a date to step through, records of a figure, checks."""
