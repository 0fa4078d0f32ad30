"""日结: a date is checked, its money counted, sealed and printed."""

from ui.pages.dayclose.page import DayClosePage

__all__ = ["DayClosePage"]
