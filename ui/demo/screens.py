"""Pictures of the window, each light and dark, and whether there is anything on them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.demo.report import Report
from ui.demo.stage import Stage
from ui.demo.waiting import settle
from ui.shell.looks import Looks

SCHEMES = ("light", "dark")
_COLOURS = 24
_STEP = 6


@dataclass
class Camera:
    """Takes numbered pictures into a folder and tells the report."""

    stage: Stage
    report: Report
    folder: Path
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    taken: int = 0

    def both(self, name: str, of: QWidget | None = None) -> None:
        """A picture in light and one in dark: of every page."""
        self.taken = next(self.numbers)
        looks = self.stage.joined.looks
        seen = [self._take(looks, name, scheme, of) for scheme in SCHEMES]
        looks.colour("light")
        settle("light")
        self._judge(name, seen)

    def one(self, name: str, of: QWidget | None = None) -> None:
        """A picture in light: of a step between."""
        self.taken = next(self.numbers)
        looks = self.stage.joined.looks
        self._judge(name, [self._take(looks, name, "light", of)])

    def _take(self, looks: Looks, name: str, scheme: str, of: QWidget | None) -> QImage:
        if theme.tokens().scheme != scheme:
            looks.colour(scheme)
            settle(scheme)
        self.stage.window.toasts.hide()  # a day in a minute piles up what a person sees in turn
        picture: QPixmap = (of or self.stage.window).grab()
        file = self.folder / f"{self.taken:02d}-{name}-{looks.language}-{scheme}.png"
        picture.save(str(file))
        self.report.screens.append(
            {
                "name": name,
                "file": file.name,
                "language": looks.language,
                "scheme": scheme,
                "width": picture.width(),
                "height": picture.height(),
                "bytes": file.stat().st_size,
            }
        )
        return picture.toImage()

    def _judge(self, name: str, seen: list[QImage]) -> None:
        colours = [len(_colours(image)) for image in seen]
        differ = len(seen) == 1 or seen[0] != seen[1]
        sizes = ", ".join(f"{image.width()}×{image.height()}" for image in seen)
        ok = differ and min(colours) >= _COLOURS and all(not image.isNull() for image in seen)
        self.report.check(f"screen.{name}", ok, f"{sizes}, {min(colours)} colours")


def _colours(image: QImage) -> set[int]:
    """The colours of a raster of points."""
    return {
        image.pixel(x, y)
        for x in range(0, image.width(), _STEP)
        for y in range(0, image.height(), _STEP)
    }
