"""Papers as files, read back as a customer's reader would read them: by QtPdf, which ships."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from ui.demo.report import Report
from ui.kit.preview import Preview

_NUMBER = re.compile(r"NJHX-[A-Z]\d*-[A-Z]+-\d{8}-\d+")
_CODE = re.compile(r"校验码[0-9A-Z]{4,}")
_MISSING = "\ufffd\u25a1\u25af\u2610\x00"


@dataclass(frozen=True, slots=True)
class Read:
    """A paper as read back: the text of each page."""

    name: str
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, without the blanks that layout put in."""
        return squeezed("".join(self.pages))

    @property
    def number(self) -> str:
        """The document number printed on it, empty if there is none."""
        found = _NUMBER.search(self.text)
        return found[0] if found else ""


def read(pdf: bytes, name: str) -> Read:
    """The text of a PDF, page by page."""
    document = QPdfDocument()
    held = QByteArray(pdf)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    texts = tuple(document.getAllText(page).text() for page in range(document.pageCount()))
    document.close()
    return Read(name, texts)


def keep(shown: Preview, name: str, folder: Path, report: Report, holds: list[str]) -> Read:
    """Save a shown paper by its own means, close it, and check what is on it.

    `holds` are the pieces of data that must be readable on it.
    """
    file = folder / f"{name}.pdf"
    shown.save_to(file)
    shown.close()
    found = read(file.read_bytes(), name)
    report.document(name, file, pages=len(found.pages), number=found.number)
    _judge(found, report, holds)
    return found


def _judge(found: Read, report: Report, holds: list[str]) -> None:
    name = f"paper.{found.name}"
    lacking = [piece for piece in holds if squeezed(piece) not in found.text]
    report.check(f"{name}.data", not lacking, "、".join(lacking) or f"{len(holds)}/{len(holds)}")
    glyphs = [char for char in found.text if char in _MISSING]
    report.check(f"{name}.glyphs", found.text and not glyphs, len(glyphs))
    pages = len(found.pages)
    wanted = [_page_of(at, pages) for at in range(1, pages + 1)]
    told = [want in squeezed(page) for want, page in zip(wanted, found.pages, strict=True)]
    report.check(f"{name}.pages", pages and all(told), f"{pages}")
    report.check(f"{name}.number", found.number and _CODE.search(found.text), found.number)


def _page_of(page: int, pages: int) -> str:
    return squeezed(f"第 {page} 页 / 共 {pages} 页")


def squeezed(text: str) -> str:
    """The text without the blanks that layout puts in: every other character counts."""
    return re.sub(r"\s", "", text)
