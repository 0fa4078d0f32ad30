"""The board: a day, a week or a month of the outlet at a glance."""
