"""The two faces of every paper, loaded once, and the question whether they can print a character.

Noto Sans SC 400 and 700 are embedded as subsets. Widths are in thousandths of the type size.
"""

import re
from dataclasses import dataclass
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

import resources
from showroom.errors import Refusal

_FILES = {"Regular": "NotoSansSC_400Regular.ttf", "Bold": "NotoSansSC_700Bold.ttf"}


_BEYOND = re.compile(r"<([0-9A-F]{5,6})>")


class _Font(TTFont):  # type: ignore[misc]
    """A face whose characters beyond U+FFFF are read back as themselves.

    ReportLab 5.1 writes such a character's number into the table for readers, where its UTF-16
    pair belongs (PDF 32000-1, 9.10.3), so that names like 𫍯 got lost.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Add the face's objects to the document, its reading table mended."""
        super().addObjects(doc)
        for name, each in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                each.content = _BEYOND.sub(_utf16, each.content)


def _utf16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


@dataclass(frozen=True, eq=False)
class Face:
    """One weight: its name inside ReportLab, and the width of every character it has."""

    name: str
    widths: dict[str, float]

    def width(self, words: str) -> float:
        """Width of `words` in thousandths of the type size; KeyError where a glyph is missing."""
        widths = self.widths
        return sum([widths[character] for character in words])


@cache
def regular() -> Face:
    """The weight of running text."""
    return _load("Regular")


@cache
def bold() -> Face:
    """The weight of titles, key terms and totals."""
    return _load("Bold")


def face(*, is_bold: bool) -> Face:
    """The face of that weight."""
    return bold() if is_bold else regular()


def check(words: str, field: str) -> None:
    """Refuse `words` that hold a character without a glyph.

    Raises:
        Refusal: `documents.no_glyph`, with `character`, `codepoint` (U+1F600) and `field`.
    """
    missing = _missing(words)
    if missing is not None:
        raise Refusal(
            "documents.no_glyph",
            character=missing,
            codepoint=f"U+{ord(missing):04X}",
            field=field,
        )


def _missing(words: str) -> str | None:
    known = _both()
    return next((c for c in words if c not in known and c != "\n"), None)


@cache
def _both() -> frozenset[str]:
    return frozenset(regular().widths.keys() & bold().widths.keys())


def _load(weight: str) -> Face:
    name = f"NotoSansSC-{weight}"
    font = _Font(
        name,
        str(resources.path("fonts", _FILES[weight])),
        shapable=False,  # no ligatures: what is extracted is what was typed
        asciiReadable=False,
    )
    pdfmetrics.registerFont(font)
    glyphs, widths = font.face.charToGlyph, font.face.charWidths
    printable = (code for code, glyph in glyphs.items() if glyph and code >= ord(" "))
    return Face(name, {chr(code): widths.get(code, 1000) for code in printable})
