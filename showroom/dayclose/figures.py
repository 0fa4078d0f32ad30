"""The tiles and funnel bars of the daily report."""

from collections.abc import Iterator
from dataclasses import dataclass

from showroom.documents.breaking import Run, broken
from showroom.documents.galley import Piece
from showroom.documents.look import ACCENT, CELL, FIGURE, MUTED, RULE, SMALL, TINT
from showroom.documents.pen import Box, Pen
from showroom.documents.text import Printable

_ACROSS = 4
_TILE = 54.0
_BETWEEN = 8.0
_BAR = 18.0


@dataclass(frozen=True, slots=True)
class Tiles:
    """Rates in boxes: label, value, and numerator over denominator."""

    tiles: tuple[tuple[Printable, Printable, Printable], ...]

    def pieces(self, measure: float) -> Iterator[Piece]:
        """One piece for each four tiles."""
        room = (measure - _BETWEEN * (_ACROSS - 1)) / _ACROSS
        for start in range(0, len(self.tiles), _ACROSS):
            row = self.tiles[start : start + _ACROSS]

            def draw(
                pen: Pen, x: float, y: float, row: tuple[tuple[Printable, ...], ...] = row
            ) -> None:
                for place, tile in enumerate(row):
                    _tile(pen, Box(x + place * (room + _BETWEEN), y, room, _TILE), tile)

            yield Piece(_TILE, draw, gap=6 if start == 0 else _BETWEEN)


def _tile(pen: Pen, box: Box, tile: tuple[Printable, ...]) -> None:
    label, value, parts = tile
    pen.fill(box, TINT)
    pen.fill(Box(box.x, box.y, box.width, 1.6), ACCENT)
    named = broken((Run(label),), SMALL.size, box.width - 18)[0]
    pen.line((box.x + 9, box.y + 15), named, SMALL.size, MUTED)
    pen.words((box.x + 9, box.y + 33), value, FIGURE, bold=True, colour=ACCENT)
    if parts:
        pen.words((box.x + 9, box.y + 46), parts, SMALL, colour=MUTED)


@dataclass(frozen=True, slots=True)
class Bars:
    """A funnel: label, count and the share of the step before, a bar for each."""

    steps: tuple[tuple[Printable, int, Printable], ...]

    def pieces(self, measure: float) -> Iterator[Piece]:
        """All bars in one piece."""

        def draw(pen: Pen, x: float, y: float) -> None:
            most = max([count for _, count, _ in self.steps] or [1]) or 1
            full = measure - 80 - 120
            for place, (label, count, rate) in enumerate(self.steps):
                top = y + place * _BAR
                pen.words((x + 2, top + 12), label, CELL, colour=MUTED)
                pen.fill(Box(x + 80, top + 3, full, _BAR - 6), TINT)
                pen.fill(Box(x + 80, top + 3, full * count / most, _BAR - 6), ACCENT)
                pen.words((x + 88 + full, top + 12), Printable(f"{count:,}"), CELL, bold=True)
                pen.words_left_of((x + measure - 2, top + 12), rate, CELL, colour=MUTED)
            pen.rule(Box(x, y + len(self.steps) * _BAR + 2, measure, 0), RULE)

        yield Piece(len(self.steps) * _BAR + 4, draw, gap=2)
