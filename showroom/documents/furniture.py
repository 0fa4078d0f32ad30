"""What stands around every paper: the seller's head, number, QR, title, and the page's foot."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from functools import lru_cache

import segno

from showroom.documents.breaking import Line, Run, broken
from showroom.documents.look import ACCENT, CELL, INK, MUTED, RULE, SMALL, TITLE, WARN, Format, Type
from showroom.documents.pen import Box, Pen
from showroom.documents.seal import PaperKind, payload
from showroom.documents.text import Printable, line
from showroom.documents.wording import Wording

QR_SIZE = 62.0
NEXT_HEAD = 30.0
_LABEL = Type(7, 10)
_SHARES = (0.31, 0.23, 0.15, 0.19, 0.12)
_NAME = Type(12, 16)


class Standing(Enum):
    """What a paper is worth: issued, only looked at before it is issued, or void."""

    ISSUED = auto()
    DRAFT = auto()
    VOID = auto()


@dataclass(frozen=True, slots=True)
class Seller:
    """The firm that issues the paper, and its outlet."""

    name: str
    outlet: str
    address: str
    phone: str
    uscc: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What every document carries (domain.md section 3); `issued_at` aware, printed in its zone."""

    number: str
    seller: Seller
    business_date: date
    issued_at: datetime
    made_by: str
    version: int = 1
    standing: Standing = Standing.ISSUED


@dataclass(frozen=True, slots=True)
class Furniture:
    """The head of one paper with its kind, check code and words, drawn on each page."""

    head: Head
    kind: PaperKind
    code: str
    words: Wording
    english: Wording
    page: Format

    @property
    def title(self) -> Printable:
        """The paper's name, e.g. 报价单."""
        return self.words(f"title.{self.kind.lower()}")

    @property
    def number(self) -> Printable:
        """The document number."""
        return line(self.head.number, "doc_no")

    @property
    def first_head(self) -> float:
        """Height of the masthead, title and facts of page 1, in points."""
        return self._head_height + 41 + self._facts_height + 11

    def draw_first(self, pen: Pen) -> None:
        """The masthead of page 1."""
        self._masthead(pen)
        self._title(pen)
        self._draw_facts(pen)

    def draw_next(self, pen: Pen) -> None:
        """The running head of the other pages."""
        page, foot = self.page, self.page.top + 11
        mark(pen, (page.side, page.top), 13)
        said = self.words("running_head", seller=self._seller("name"), title=self.title)
        room = page.measure - 20 - 190
        pen.line((page.side + 20, foot), broken((Run(said),), CELL.size, room)[0], CELL.size, MUTED)
        pen.words_left_of((page.width - page.side, foot), self.number, CELL, colour=MUTED)
        pen.rule(Box(page.side, page.top + 19, page.measure, 0), ACCENT, 0.6)

    def draw_foot(self, pen: Pen, place: int, total: int) -> None:
        """Number, check code, and page x of y."""
        page = self.page
        y = page.height - page.bottom + 12
        pen.rule(Box(page.side, y, page.measure, 0), RULE)
        said = self.words("foot", number=self.number, code=self.code)
        pen.words((page.side, y + 12), said, SMALL, colour=MUTED)
        pages = self.words("page", page=place, pages=total)
        pen.words_left_of((page.width - page.side, y + 12), pages, SMALL, colour=MUTED)

    def _seller(self, name: str) -> Printable:
        return line(getattr(self.head.seller, name), f"seller.{name}")

    @property
    def _head_height(self) -> float:
        return max(QR_SIZE, 2 + 15 * len(self._named) + 10.5 * len(self._about)) + 8

    @property
    def _facts_height(self) -> float:
        return 16 + 12 * max(len(lines) for _, lines, _ in self._facts)

    @property
    def _named(self) -> tuple[Line, ...]:
        return broken((Run(self._seller("name"), bold=True),), _NAME.size, self._seller_room)

    @property
    def _about(self) -> tuple[Line, ...]:
        about = self.words(
            "seller_line",
            outlet=self._seller("outlet"),
            address=self._seller("address"),
            phone=self._seller("phone"),
        )
        return broken((Run(about),), SMALL.size, self._seller_room)

    @property
    def _seller_room(self) -> float:
        return self.page.measure - 42 - QR_SIZE - 110

    def _masthead(self, pen: Pen) -> None:
        page = self.page
        mark(pen, (page.side, page.top), 30)
        foot = page.top + 13
        for each in self._named:
            pen.line((page.side + 41, foot), each, _NAME.size)
            foot += 15
        for each in self._about:
            pen.line((page.side + 41, foot), each, SMALL.size, MUTED)
            foot += 10.5
        self._seal(pen, page.width - page.side)
        pen.rule(Box(page.side, page.top + self._head_height, page.measure, 0), ACCENT, 1.2)

    def _seal(self, pen: Pen, right: float) -> None:
        page = self.page
        if self.head.standing is not Standing.ISSUED:
            self._stamp(pen, right)
            return
        qr = Box(right - QR_SIZE, page.top - 2, QR_SIZE, QR_SIZE)
        draw_qr(pen, qr, payload(self.head.number, self.kind, self.code))
        left = qr.x - 10
        pen.words_left_of((left, page.top + 35), self.words("check_code"), _LABEL, colour=MUTED)
        code = Printable(self.code)
        pen.words_left_of((left, page.top + 48), code, CELL, bold=True, colour=INK)
        pen.words_left_of((left, page.top + 59), self.words("check_hint"), _LABEL, colour=MUTED)

    def _stamp(self, pen: Pen, right: float) -> None:
        said = self.words(f"standing.{self.head.standing.name.lower()}")
        box = Box(right - 118, self.page.top + 6, 118, 34)
        pen.frame(box, WARN, 1.2)
        pen.words_left_of((right - 10, box.y + 21.5), said, CELL, bold=True, colour=WARN)

    def _title(self, pen: Pen) -> None:
        page = self.page
        foot = page.top + self._head_height + 30
        pen.words((page.side, foot), self.title, TITLE, bold=True, colour=ACCENT)
        english = self.english(f"title.{self.kind.lower()}")
        pen.words_left_of((page.width - page.side, foot), english, CELL, colour=MUTED)

    def _draw_facts(self, pen: Pen) -> None:
        page, y = self.page, self.page.top + self._head_height + 41
        pen.rule(Box(page.side, y, page.measure, 0), RULE)
        pen.rule(Box(page.side, y + self._facts_height, page.measure, 0), RULE)
        for label, lines, left in self._facts:
            pen.words((page.side + left, y + 11), label, _LABEL, colour=MUTED)
            for place, each in enumerate(lines):
                pen.line((page.side + left, y + 22 + 12 * place), each, CELL.size)

    @property
    def _facts(self) -> list[tuple[Printable, tuple[Line, ...], float]]:
        facts, left = [], 0.0
        for share, (label, value) in zip(_SHARES, self._named_facts(), strict=True):
            room = self.page.measure * share
            facts.append((label, broken((Run(value),), CELL.size, room - 10), left))
            left += room
        return facts

    def _named_facts(self) -> tuple[tuple[Printable, Printable], ...]:
        head, words = self.head, self.words
        return (
            (words("doc_no"), self.number),
            (words("outlet"), self._seller("outlet")),
            (words("business_date"), words.day(head.business_date)),
            (words("made_by"), line(head.made_by, "made_by")),
            (words("version"), words("version_of", version=head.version)),
        )


def mark(pen: Pen, at: tuple[float, float], size: float) -> None:
    """The house mark: a gate over a road, in a square of that size."""
    x, y = at
    unit = size / 30
    pen.fill(Box(x, y, size, size), ACCENT)
    bars = (
        (6, 7, 18, 2.6),
        (6, 7, 2.6, 16),
        (21.4, 7, 2.6, 16),
        (11.4, 13, 2.6, 10),
        (16, 13, 2.6, 10),
    )
    for left, top, wide, high in bars:
        pen.fill(Box(x + left * unit, y + top * unit, wide * unit, high * unit), "#FFFFFF")


def draw_qr(pen: Pen, box: Box, words: str) -> None:
    """A QR code (level M) that fills the box, its dark modules as runs of one path."""
    rows = _modules(words)
    unit = box.width / len(rows)
    for place, runs in enumerate(rows):
        for start, stop in runs:
            dark = Box(
                box.x + start * unit, box.y + place * unit, (stop - start) * unit, unit * 1.02
            )
            pen.fill(dark, INK)


@lru_cache(maxsize=64)
def _modules(words: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    code = segno.make(words, error="m", mask=3, micro=False, boost_error=False)
    return tuple(_runs(bytes(row)) for row in code.matrix)


def _runs(row: bytes) -> tuple[tuple[int, int], ...]:
    edges = [i for i in range(len(row) + 1) if _dark(row, i) != _dark(row, i - 1)]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def _dark(row: bytes, place: int) -> bool:
    return 0 <= place < len(row) and row[place] == 1
