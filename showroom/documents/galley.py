"""Sets blocks as a column of pieces and cuts the column into pages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from showroom.documents.pen import Pen

Draw = Callable[[Pen, float, float], None]
"""Draws a piece with its left top corner at x and y."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What never splits over two pages; heights in points.

    `gap` is white space above, dropped at the top of a page. A piece that `holds` stays on the
    page of the next one. `head` is drawn again above the piece where it begins a page.
    """

    height: float
    draw: Draw
    gap: float = 0
    holds: bool = False
    head: "Piece | None" = None


class Block(Protocol):
    """A part of a paper: a heading, a paragraph, a table."""

    def pieces(self, measure: float) -> Iterable[Piece]:
        """The block set to that width, from top to bottom."""
        ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and where its top is, in points below the top of the text area."""

    piece: Piece
    y: float


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page as far as one page can hold them."""

    blocks: tuple[Block, ...]

    def pieces(self, measure: float) -> Iterator[Piece]:
        """The pieces of all blocks, each holding on to the next."""
        pieces = [piece for block in self.blocks for piece in block.pieces(measure)]
        yield from (replace(piece, holds=True) for piece in pieces[:-1])
        yield from pieces[-1:]


@dataclass(frozen=True, slots=True)
class Room:
    """Height of the text area, on the first page and on the others."""

    first: float
    others: float


def pages(blocks: Sequence[Block], measure: float, room: Room) -> list[list[Placed]]:
    """The blocks as pages of placed pieces; one empty page for no blocks."""
    filled: list[list[Placed]] = [[]]
    y = 0.0
    for group in _groups(piece for block in blocks for piece in block.pieces(measure)):
        left = (room.first if len(filled) == 1 else room.others) - y
        if filled[-1] and _height(group) > left and _height(group) <= room.others:
            filled.append([])
            y = 0.0
        for piece in group:
            y = _place(filled, piece, y, room)
    return filled


def _place(filled: list[list[Placed]], piece: Piece, y: float, room: Room) -> float:
    height = room.first if len(filled) == 1 else room.others
    gap = piece.gap if filled[-1] else 0
    if filled[-1] and y + gap + piece.height > height:
        filled.append([])
        y = gap = 0.0
    if not filled[-1] and piece.head:
        filled[-1].append(Placed(piece.head, y))
        y += piece.head.height
    filled[-1].append(Placed(piece, y + gap))
    return y + gap + piece.height


def _groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.holds:
            yield group
            group = []
    if group:
        yield group


def _height(group: Sequence[Piece]) -> float:
    return sum(piece.gap + piece.height for piece in group)
