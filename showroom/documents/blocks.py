"""The running parts of a paper: headings, paragraphs, notices, boxes to tick and to sign."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from showroom.documents.breaking import Line, Run, broken, width
from showroom.documents.galley import Piece
from showroom.documents.look import (
    ACCENT,
    BODY,
    CELL,
    FIGURE,
    HEADING,
    INK,
    MUTED,
    RULE,
    SMALL,
    STRONG_RULE,
    TINT,
    Type,
)
from showroom.documents.pen import Box, Pen
from showroom.documents.text import NOTHING, Printable

_PAD = 9.0
_TICK = 8.0
_SIGN_ROW = 23.0
_BETWEEN = 16.0


def baseline(kind: Type) -> float:
    """Distance from the top of a line to its baseline."""
    return (kind.leading + kind.size * 0.76) / 2


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section, with an accent mark; an aside in small type follows on the line."""

    words: Printable
    aside: Printable = NOTHING

    def pieces(self, measure: float) -> Iterator[Piece]:  # noqa: ARG002 - as every block
        """One line that stays with what follows."""
        yield Piece(HEADING.leading + 4, self._draw, gap=13, holds=True)

    def _draw(self, pen: Pen, x: float, y: float) -> None:
        foot = y + baseline(HEADING)
        pen.fill(Box(x, y + 2.5, 2.5, HEADING.leading - 5), ACCENT)
        pen.words((x + 9, foot), self.words, HEADING, bold=True, colour=ACCENT)
        if self.aside:
            after = x + 9 + width(self.words, HEADING.size, bold=True) + 10
            pen.words((after, foot), self.aside, SMALL, colour=MUTED)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words, justified; `holds` keeps the whole of it on the page of what follows.

    A `label` stands before an indented first line.
    """

    runs: tuple[Run, ...]
    kind: Type = BODY
    gap: float = 0
    indent: float = 0
    holds: bool = False
    colour: str = INK
    label: Run | None = None

    def pieces(self, measure: float) -> Iterator[Piece]:
        """Its lines; the first two and the last two stay together."""
        room = measure - self.indent
        lines = broken(self.runs, self.kind.size, room)
        for place, line in enumerate(lines):
            alone = place == 0 or place == len(lines) - 2
            yield Piece(
                self.kind.leading,
                partial(self._draw, line=line, room=room, label=self.label if place == 0 else None),
                gap=self.gap if place == 0 else 0,
                holds=self.holds or (alone and place < len(lines) - 1),
            )

    def _draw(  # noqa: PLR0913 - the pen and place come from the galley
        self, pen: Pen, x: float, y: float, *, line: Line, room: float, label: Run | None
    ) -> None:
        at = (x + self.indent, y + baseline(self.kind))
        if label:
            pen.words((x, at[1]), label.words, self.kind, bold=label.bold)
        if self.colour == INK:
            pen.justified(at, line, self.kind.size, room)
        else:
            pen.line(at, line, self.kind.size, self.colour)


def paragraph(words: Printable, *, bold: bool = False, gap: float = 0) -> Paragraph:
    """A plain paragraph of one weight."""
    return Paragraph((Run(words, bold),), gap=gap)


def small(words: Printable, gap: float = 3) -> Paragraph:
    """A paragraph in small grey type, for conditions and sources."""
    return Paragraph((Run(words),), SMALL, gap=gap, colour=MUTED)


@dataclass(frozen=True, slots=True)
class Notice:
    """A framed box: a title, and paragraphs of runs below it. Never splits."""

    title: Printable
    body: tuple[tuple[Run, ...], ...]
    gap: float = 10

    def pieces(self, measure: float) -> Iterator[Piece]:
        """The box."""
        lines = [line for runs in self.body for line in broken(runs, CELL.size, measure - 2 * _PAD)]
        height = 2 * _PAD - 5 + CELL.leading + 2 + len(lines) * CELL.leading
        yield Piece(height, partial(self._draw, lines=lines, size=(measure, height)), gap=self.gap)

    def _draw(
        self, pen: Pen, x: float, y: float, lines: list[Line], size: tuple[float, float]
    ) -> None:
        box = Box(x, y, *size)
        pen.fill(box, TINT)
        pen.fill(Box(x, y, 2.5, size[1]), ACCENT)
        foot = y + _PAD - 2 + baseline(CELL)
        pen.words((x + _PAD, foot), self.title, CELL, bold=True, colour=ACCENT)
        for line in lines:
            foot += CELL.leading
            top = 2 if line is lines[0] else 0
            foot += top
            pen.justified((x + _PAD, foot), line, CELL.size, size[0] - 2 * _PAD)


@dataclass(frozen=True, slots=True)
class Amount:
    """The sum of a paper: label, figure, and the amount in words."""

    label: Printable
    figure: Printable
    upper: Printable
    gap: float = 8

    def pieces(self, measure: float) -> Iterator[Piece]:
        """A band with the figure at its right end."""
        yield Piece(46, partial(self._draw, measure=measure), gap=self.gap)

    def _draw(self, pen: Pen, x: float, y: float, measure: float) -> None:
        pen.fill(Box(x, y, measure, 46), TINT)
        pen.rule(Box(x, y, measure, 0), ACCENT, 1.2)
        pen.rule(Box(x, y + 46, measure, 0), ACCENT, 0.5)
        pen.words((x + _PAD, y + 19), self.label, CELL, bold=True, colour=ACCENT)
        pen.words((x + _PAD, y + 36), self.upper, BODY, bold=True)
        right = x + measure - _PAD
        taken = width(self.upper, BODY.size, bold=True) + width(self.figure, FIGURE.size, bold=True)
        foot = y + (29 if taken < measure - 3 * _PAD else 20)
        pen.words_left_of((right, foot), self.figure, FIGURE, bold=True, colour=ACCENT)


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick before a statement; `ticked` draws the tick."""

    runs: tuple[Run, ...]
    ticked: bool
    gap: float = 3

    def pieces(self, measure: float) -> Iterator[Piece]:
        """The statement, on one page."""
        lines = broken(self.runs, CELL.size, measure - 18)
        draw = partial(self._draw, lines=lines, room=measure - 18)
        yield Piece(len(lines) * CELL.leading, draw, gap=self.gap)

    def _draw(self, pen: Pen, x: float, y: float, lines: tuple[Line, ...], room: float) -> None:
        tick_box(pen, (x + 1, y + 2.5), ticked=self.ticked)
        for place, line in enumerate(lines):
            foot = y + baseline(CELL) + place * CELL.leading
            pen.justified((x + 18, foot), line, CELL.size, room)


def tick_box(pen: Pen, at: tuple[float, float], *, ticked: bool) -> None:
    """A small square, with a tick in it if so."""
    x, y = at
    pen.frame(Box(x, y, _TICK, _TICK), ACCENT, 0.8)
    if ticked:
        pen.rule(Box(x + 1.6, y + 4.2, 1.8, 2), ACCENT, 1.2)
        pen.rule(Box(x + 3.4, y + 6.2, 3.4, -4.6), ACCENT, 1.2)


@dataclass(frozen=True, slots=True)
class Acknowledgment:
    """A framed statement with its tick, for key terms; `sign` adds a line to sign on."""

    statement: Printable
    ticked: bool
    sign: Printable = NOTHING
    gap: float = 8

    def pieces(self, measure: float) -> Iterator[Piece]:
        """The frame, in one piece."""
        lines = broken((Run(self.statement, bold=True),), CELL.size, measure - 2 * _PAD - 16)
        height = 2 * _PAD + len(lines) * (CELL.leading + 1) + (26 if self.sign else 0)
        draw = partial(self._draw, lines=lines, size=(measure, height))
        yield Piece(height, draw, gap=self.gap)

    def _draw(
        self, pen: Pen, x: float, y: float, lines: tuple[Line, ...], size: tuple[float, float]
    ) -> None:
        pen.frame(Box(x, y, *size), ACCENT, 0.8)
        tick_box(pen, (x + _PAD, y + _PAD + 2.5), ticked=self.ticked)
        foot = y + _PAD + baseline(CELL)
        for line in lines:
            pen.justified((x + _PAD + 16, foot), line, CELL.size, size[0] - 2 * _PAD - 16)
            foot += CELL.leading + 1
        if self.sign:
            self._draw_line(pen, x + size[0] - _PAD, y + size[1] - _PAD)

    def _draw_line(self, pen: Pen, right: float, foot: float) -> None:
        pen.rule(Box(right - 150, foot + 2, 150, 0), STRONG_RULE)
        pen.words_left_of((right - 156, foot), self.sign, CELL, colour=MUTED)


@dataclass(frozen=True, slots=True)
class Party:
    """Who signs: a title, a name below it, and a label for each blank line."""

    title: Printable
    labels: tuple[Printable, ...]
    name: Printable = NOTHING

    def name_lines(self, room: float) -> tuple[Line, ...]:
        """The name, set to the width of the party's box."""
        return broken((Run(self.name),), CELL.size, room - 2 * _PAD) if self.name else ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """The blocks where people sign, side by side, never split."""

    parties: tuple[Party, ...]
    gap: float = 16

    def pieces(self, measure: float) -> Iterator[Piece]:
        """All parties in one piece."""
        room = (measure - _BETWEEN * (len(self.parties) - 1)) / len(self.parties)
        named = max(len(party.name_lines(room)) for party in self.parties)
        rows = max(len(party.labels) for party in self.parties)
        height = 24 + named * CELL.leading + rows * _SIGN_ROW + 6
        yield Piece(height, partial(self._draw, room=room, height=height), gap=self.gap)

    def _draw(self, pen: Pen, x: float, y: float, room: float, height: float) -> None:
        for place, party in enumerate(self.parties):
            _sign(pen, Box(x + place * (room + _BETWEEN), y, room, height), party)


def _sign(pen: Pen, box: Box, party: Party) -> None:
    pen.frame(box, RULE, 0.6)
    pen.rule(Box(box.x, box.y, box.width, 0), ACCENT, 1.2)
    left, right = box.x + _PAD, box.x + box.width - _PAD
    pen.words((left, box.y + 17), party.title, CELL, bold=True, colour=ACCENT)
    for place, line in enumerate(party.name_lines(box.width), 1):
        pen.line((left, box.y + 17 + place * CELL.leading), line, CELL.size)
    foot = box.y + box.height - 8 - len(party.labels) * _SIGN_ROW
    for label in party.labels:
        foot += _SIGN_ROW
        pen.words((left, foot), label, CELL, colour=MUTED)
        start = left + max(width(label, CELL.size) + 6, 52)
        pen.rule(Box(start, foot + 2, right - start, 0), STRONG_RULE)
