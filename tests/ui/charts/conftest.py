"""A sheet to paint charts on, as on screen or as on paper."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ui.charts.draw import Mark
from ui.tokens import tokens_of

GROUND = "#123456"


class Sheet:
    """An image with a painted chart on it and the marks the chart gave."""

    def __init__(self, size: tuple[int, int] = (480, 260), scale: float = 1.0) -> None:
        self.image = QImage(
            round(size[0] * scale), round(size[1] * scale), QImage.Format.Format_RGB32
        )
        self.image.fill(QColor(GROUND))
        self.scale = scale
        self.rect = QRectF(20, 20, size[0] - 40, size[1] - 40)
        self.marks: tuple[Mark, ...] = ()

    def paint(self, paint: Callable[..., tuple[Mark, ...] | None], *what: object) -> "Sheet":
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.scale, self.scale)
        self.marks = paint(painter, self.rect, *what) or ()
        painter.end()
        return self

    def colours(self) -> set[str]:
        """Every colour on the sheet, as `#rrggbb`."""
        wide, high = self.image.width(), self.image.height()
        return {self.image.pixelColor(x, y).name() for x in range(wide) for y in range(high)}

    def touched_outside(self) -> bool:
        """Whether anything was painted outside the rectangle given (a pixel of grace)."""
        grace = self.rect.adjusted(-1, -1, 1, 1)
        wide, high = self.image.width(), self.image.height()
        return any(
            self.image.pixelColor(x, y).name() != GROUND
            for x in range(wide)
            for y in range(high)
            if not grace.contains(x / self.scale, y / self.scale)
        )


@pytest.fixture
def sheet(qapp: object) -> type[Sheet]:
    """The class of sheets."""
    return Sheet


@pytest.fixture
def look() -> object:
    """The light tokens."""
    return tokens_of("light")
