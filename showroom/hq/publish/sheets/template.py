"""The empty workbook to fill in: a sheet a kind, and one that says what may stand where."""

from io import BytesIO
from typing import Any

import xlsxwriter

from showroom.hq.publish.sheets.kinds import KINDS, Field, Kind
from showroom.texts import Catalogue

_WIDTH = 18
_NOTE_WIDTHS = (16, 24, 8, 34, 70)
_VALIDATED_ROWS = 2_000
_LIST_MOST = 255


def template(words: Catalogue) -> bytes:
    """An .xlsx in the catalogue's language; publishing it unfilled says that nothing is in it."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        text = book.add_format({"num_format": "@"})
        for kind in KINDS.values():
            _sheet(book, kind, words, (bold, text))
        _notes(book, words, bold)
    return out.getvalue()


def _sheet(book: Any, kind: Kind, words: Catalogue, looks: tuple[Any, Any]) -> None:  # noqa: ANN401
    bold, text = looks
    sheet = book.add_worksheet(words(kind.title))
    sheet.freeze_panes(1, 0)
    for column, field in enumerate(kind.fields):
        sheet.set_column(column, column, _WIDTH, text if _is_text(field) else None)
        sheet.write_string(0, column, words(kind.heading(field)), bold)
        choices = [words(member.word) for member in field.among]
        if choices and len(",".join(choices)) <= _LIST_MOST:
            rule = {"validate": "list", "source": choices}
            sheet.data_validation(1, column, _VALIDATED_ROWS, column, rule)


def _is_text(field: Field) -> bool:
    """Codes, dates and months stay as they are typed; amounts and counts stay numbers."""
    return isinstance(field.sample, str) and not field.sample.replace(".", "").isdigit()


def _notes(book: Any, words: Catalogue, bold: Any) -> None:  # noqa: ANN401 - xlsxwriter
    sheet = book.add_worksheet(words("publish.notes_sheet"))
    for column, width in enumerate(_NOTE_WIDTHS):
        sheet.set_column(column, column, width)
    for column, name in enumerate(("kind", "column", "required", "sample", "values")):
        sheet.write_string(0, column, words(f"publish.note_{name}"), bold)
    lines = [(kind, field) for kind in KINDS.values() for field in kind.fields]
    for row, (kind, field) in enumerate(lines, 1):
        told = (
            words(kind.title),
            words(kind.heading(field)),
            words("publish.note_yes") if field.required else "",
            str(field.sample).replace("\\n", "\n"),
            "、".join(words(member.word) for member in field.among),
        )
        for column, said in enumerate(told):
            sheet.write_string(row, column, said)
