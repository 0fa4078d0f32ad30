"""今日看板: the day in figures, each opening its records."""

from ui.pages.board.page import BoardPage

__all__ = ["BoardPage"]
