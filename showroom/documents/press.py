"""The press: blocks in, a finished paper out, the same bytes for the same data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Self

from reportlab.pdfgen.canvas import Canvas

from showroom.documents import fonts
from showroom.documents.furniture import NEXT_HEAD, Furniture, Head
from showroom.documents.galley import Block, Placed, Room, pages
from showroom.documents.look import PORTRAIT, Format
from showroom.documents.pen import Pen
from showroom.documents.seal import PaperKind, check_code
from showroom.documents.wording import LANGUAGE, wording

_MAKER = "Showroom"


class Printed(bytes):
    """The bytes of a PDF, with what is kept about them."""

    pages: int
    check_code: str
    kind: PaperKind
    number: str

    @classmethod
    def of(cls, content: bytes, furniture: Furniture, count: int) -> Self:
        """The bytes of that paper, which has `count` pages."""
        printed = cls(content)
        printed.pages, printed.check_code = count, furniture.code
        printed.kind, printed.number = furniture.kind, furniture.head.number
        return printed

    @property
    def sha256(self) -> str:
        """Digest of the bytes, hexadecimal."""
        return sha256(self).hexdigest()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before it is set: its head, its kind, the data it seals, and its blocks."""

    kind: PaperKind
    head: Head
    data: object
    blocks: Sequence[Block]
    page: Format = PORTRAIT
    language: str = LANGUAGE


def printed(paper: Paper) -> Printed:
    """The paper as a PDF; fonts embedded, no links, no scripts, no images.

    Raises:
        Refusal: `documents.no_glyph` for a character the faces lack, before anything is drawn.
    """
    fonts.regular(), fonts.bold()
    furniture = _furniture(paper)
    area = paper.page.height - paper.page.top - paper.page.bottom
    room = Room(area - furniture.first_head, area - NEXT_HEAD)
    set_pages = pages(paper.blocks, paper.page.measure, room)
    drawn = [_page(furniture, placed, n, len(set_pages)) for n, placed in enumerate(set_pages, 1)]
    return Printed.of(_pdf(furniture, drawn), furniture, len(drawn))


def _furniture(paper: Paper) -> Furniture:
    return Furniture(
        paper.head,
        paper.kind,
        check_code(paper.kind, paper.data),
        wording(paper.language),
        wording("en"),
        paper.page,
    )


def _page(furniture: Furniture, placed: Sequence[Placed], number: int, total: int) -> Pen:
    pen = Pen(furniture.page)
    if number == 1:
        furniture.draw_first(pen)
    else:
        furniture.draw_next(pen)
    top = furniture.page.top + (furniture.first_head if number == 1 else NEXT_HEAD)
    for each in placed:
        each.piece.draw(pen, furniture.page.side, top + each.y)
    furniture.draw_foot(pen, number, total)
    return pen


def _pdf(furniture: Furniture, drawn: Sequence[Pen]) -> bytes:
    out = BytesIO()
    canvas = _canvas(out, furniture)
    for pen in drawn:
        pen.write(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _canvas(out: BytesIO, furniture: Furniture) -> Canvas:
    page = furniture.page
    canvas = Canvas(
        out,
        pagesize=(page.width, page.height),
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.regular().name,
        lang=furniture.words.tag,
    )
    canvas.setTitle(f"{furniture.title} {furniture.number}")
    canvas.setAuthor(furniture.head.seller.name)
    canvas.setSubject(furniture.code)
    canvas.setCreator(_MAKER)
    canvas.setProducer(_MAKER)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setDateFormatter(lambda *_: _pdf_date(furniture.head.issued_at))
    return canvas


def _pdf_date(at: datetime) -> str:
    zone = f"{at:%z}" or "+0000"
    return f"D:{at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
