"""试乘试驾: the day's diary on the left, one drive from booking to feedback on the right."""

from ui.pages.testdrive.page import TestDrivePage

__all__ = ["TestDrivePage"]
