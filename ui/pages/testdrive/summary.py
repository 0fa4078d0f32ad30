"""A drive as it is on record: its readings, its papers, what was said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from showroom.testdrive.sitting import AgreementLine, DriveCard, FeedbackLine
from ui.formats import DASH
from ui.kit.labels import plain_label
from ui.words import enum_words, words


class Summary(QWidget):
    """Names and values, two by two; `note` says why nothing can be done."""

    def __init__(self, card: DriveCard, note: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if note:
            column.addWidget(plain_label(note, "muted", wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        for name, value in rows(card):
            self._add(words(f"testdrive.{name}"), value)

    def _add(self, name: str, value: str) -> None:
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(plain_label(name, "muted"), row, 0, top)
        self._grid.addWidget(plain_label(value, "body", wrap=True), row, 1, top)


def rows(card: DriveCard) -> list[tuple[str, str]]:
    """What is on record, by the word key of each name."""
    line = card.line
    found = [("cancel_reason", line.cancel_reason)] if line.cancel_reason else []
    if card.agreement:
        found += _agreed(card.agreement)
    if line.out_km is not None:
        found.append(("readings", _readings(card)))
    if card.feedback:
        found += _said(card.feedback)
    return [(name, value or DASH) for name, value in found]


def _agreed(row: AgreementLine) -> list[tuple[str, str]]:
    return [
        ("agreement_no", row.doc_no),
        ("driver_name", row.driver_name),
        ("licence_no", row.licence_no),
        ("damage_before", row.damage_before or words("testdrive.damage_none")),
    ]


def _readings(card: DriveCard) -> str:
    out, back = card.line.out_km, card.line.in_km
    if out is None or back is None:
        return words("testdrive.reading_out", out=f"{out or 0:,}")
    return words("testdrive.reading_both", out=f"{out:,}", back=f"{back:,}", km=back - out)


def _said(row: FeedbackLine) -> list[tuple[str, str]]:
    scores = "  ".join(f"{words(f'testdrive.{name}')} {score}" for name, score in row.scores)
    days = row.buy_in_days
    return [
        ("scores", scores),
        ("level_after", enum_words(row.level_after)),
        ("buy_in_days", words("testdrive.in_days", count=days) if days is not None else DASH),
        ("wants_quote", words("testdrive.yes" if row.wants_quote else "testdrive.no")),
        ("liked", row.liked or DASH),
        ("disliked", row.disliked or DASH),
    ]
