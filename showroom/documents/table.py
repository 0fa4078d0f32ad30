"""Tables with wrapping cells and a head that is repeated on every page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from showroom.documents.blocks import baseline
from showroom.documents.breaking import Line, Run, broken
from showroom.documents.galley import Piece
from showroom.documents.look import ACCENT, CELL, INK, MUTED, RULE, TINT, Type
from showroom.documents.pen import Box, Pen
from showroom.documents.text import Printable

_SIDE = 6.0
_PAD = 4.0
_HEAD = Type(8.5, 12)
_SLICE = 24
"""Lines of a row set in one piece; a longer row goes on in the next piece."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its share of the width, and whether figures stand at its right edge."""

    title: Printable
    share: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, one for each column; a strong row is a total."""

    cells: tuple[Printable, ...]
    strong: bool = False
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titles."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    gap: float = 2
    kind: Type = CELL

    def pieces(self, measure: float) -> Iterator[Piece]:
        """The head, then each row; every row brings the head along to a new page."""
        if not self.columns:
            return
        grid = _Grid(self.columns, measure, self.kind)
        head = grid.head()
        yield Piece(head.height, head.draw, gap=self.gap, holds=bool(self.rows))
        for row in self.rows:
            yield from grid.row(row, head)


class _Grid:
    """The columns at their places."""

    def __init__(self, columns: Sequence[Column], measure: float, kind: Type) -> None:
        shares = sum(column.share for column in columns)
        self.columns, self.measure, self.kind = columns, measure, kind
        self.widths = [measure * column.share / shares for column in columns]
        self.lefts = [sum(self.widths[:place]) for place in range(len(columns))]

    def head(self) -> Piece:
        cells = [
            broken((Run(column.title, bold=True),), _HEAD.size, room - 2 * _SIDE)
            for column, room in zip(self.columns, self.widths, strict=True)
        ]
        height = max(len(lines) for lines in cells) * _HEAD.leading + 2 * _PAD
        return Piece(height, partial(self._draw_head, cells=cells, height=height))

    def row(self, row: Row, head: Piece) -> Iterator[Piece]:
        cells = [
            broken((Run(cell, row.strong),), self.kind.size, room - 2 * _SIDE)
            for cell, room in zip(row.cells, self.widths, strict=True)
        ]
        longest = max(len(lines) for lines in cells)
        for start in range(0, longest, _SLICE):
            part = [lines[start : start + _SLICE] for lines in cells]
            ends = start + _SLICE >= longest
            height = max(len(lines) for lines in part) * self.kind.leading
            height += (_PAD if start == 0 else 0) + (_PAD if ends else 0)
            top = _PAD if start == 0 else 0.0
            drawn = partial(self._draw_row, row=row, cells=part, box=(top, height, ends))
            yield Piece(height, drawn, head=head)

    def _draw_head(
        self, pen: Pen, x: float, y: float, cells: list[tuple[Line, ...]], height: float
    ) -> None:
        pen.fill(Box(x, y, self.measure, height), TINT)
        pen.rule(Box(x, y, self.measure, 0), ACCENT, 0.9)
        pen.rule(Box(x, y + height, self.measure, 0), RULE)
        self._draw_cells(pen, (x, y + _PAD), cells, (_HEAD, MUTED))

    def _draw_row(  # noqa: PLR0913 - the pen and place come from the galley
        self,
        pen: Pen,
        x: float,
        y: float,
        *,
        row: Row,
        cells: list[tuple[Line, ...]],
        box: tuple[float, float, bool],
    ) -> None:
        top, height, ends = box
        if row.strong:
            pen.fill(Box(x, y, self.measure, height), TINT)
            pen.rule(Box(x, y, self.measure, 0), ACCENT, 0.6)
        if ends:
            colour, weight = (ACCENT, 0.6) if row.strong else (RULE, 0.5)
            pen.rule(Box(x, y + height, self.measure, 0), colour, weight)
        self._draw_cells(pen, (x, y + top), cells, (self.kind, row.colour))

    def _draw_cells(
        self,
        pen: Pen,
        at: tuple[float, float],
        cells: Sequence[tuple[Line, ...]],
        look: tuple[Type, str],
    ) -> None:
        kind, colour = look
        for place, lines in enumerate(cells):
            left = at[0] + self.lefts[place] + _SIDE
            room = self.widths[place] - 2 * _SIDE
            for number, line in enumerate(lines):
                inset = room - line.width if self.columns[place].right else 0
                foot = at[1] + baseline(kind) + number * kind.leading
                pen.line((left + inset, foot), line, kind.size, colour)


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value; a wide one takes the whole row."""

    label: Printable
    value: Printable
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Labelled values in columns, a hairline under each row."""

    fields: tuple[Field, ...]
    columns: int = 2
    label_width: float = 74
    gap: float = 2

    def pieces(self, measure: float) -> Iterator[Piece]:
        """One piece a row, longer values in slices."""
        gap = self.gap
        for row in self._rows():
            share = measure / (1 if row[0].wide else self.columns)
            cells = [
                broken((Run(field.value),), CELL.size, share - self.label_width - 2 * _SIDE)
                for field in row
            ]
            longest = max(len(lines) for lines in cells)
            for start in range(0, longest, _SLICE):
                part = [lines[start : start + _SLICE] for lines in cells]
                height = max(len(lines) for lines in part) * CELL.leading + 2 * _PAD
                labels = [field.label for field in row] if start == 0 else []
                draw = partial(self._draw, part=(labels, part), size=(measure, share, height))
                yield Piece(height, draw, gap=gap)
                gap = 0

    def _rows(self) -> Iterator[list[Field]]:
        row: list[Field] = []
        for field in self.fields:
            if row and (field.wide or len(row) == self.columns):
                yield row
                row = []
            row.append(field)
            if field.wide:
                yield row
                row = []
        if row:
            yield row

    def _draw(
        self,
        pen: Pen,
        x: float,
        y: float,
        part: tuple[list[Printable], list[tuple[Line, ...]]],
        size: tuple[float, float, float],
    ) -> None:
        labels, cells = part
        measure, share, height = size
        pen.rule(Box(x, y + height, measure, 0), RULE)
        foot = y + _PAD + baseline(CELL)
        for place, lines in enumerate(cells):
            left = x + place * share + 2
            if labels:
                pen.words((left, foot), labels[place], CELL, colour=MUTED)
            for number, line in enumerate(lines):
                at = (left + self.label_width, foot + number * CELL.leading)
                pen.line(at, line, CELL.size)
