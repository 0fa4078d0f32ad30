"""A plan in words and as JSON: for the command line, the preview and the sheet of rejected rows."""

from dataclasses import dataclass
from typing import Any

from showroom.ledger.intake.caps import column_letters
from showroom.ledger.intake.cells import EMPTY, Cell, Refused
from showroom.ledger.layout.choice import Layout
from showroom.ledger.plan import Clash, Person, Plan, Remark
from showroom.ledger.typed.text import shown
from showroom.texts import Catalogue, load

_QUOTED = 24


@dataclass(frozen=True, slots=True)
class Told:
    """A remark in words; `column` is the sheet's own heading, `text` what stands in the cell."""

    row: int
    column: str
    text: str
    code: str
    reason: str
    remedy: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """A plan, the layout it was made from, and the language it is told in.

    `refused` are the sheets of the book that were not read.
    """

    file_name: str
    layout: Layout
    plan: Plan
    words: Catalogue
    refused: tuple[Refused, ...] = ()

    def rejected(self) -> list[Told]:
        """Every bad cell."""
        return [self.told(remark) for remark in self.plan.rejected]

    def notices(self) -> list[Told]:
        """What was completed or kept aside."""
        return [self.told(remark) for remark in self.plan.notices]

    def told(self, remark: Remark) -> Told:
        """One remark in words."""
        reason = self.words(remark.code, **remark.facts)
        remedy = self._remedy(remark.code)
        column = self.column(remark)
        return Told(
            row=remark.row,
            column=column,
            text=self._text(remark),
            code=remark.code,
            reason=reason,
            remedy=remedy,
            message=self._message(remark, reason, remedy),
        )

    def column(self, remark: Remark) -> str:
        """The heading of a remark's column; without one, the field's name."""
        heading = "" if remark.place is None else self.layout.header.headings[remark.place].text
        return heading or self.words(f"ledger.field.{remark.where.value}")

    def as_json(self) -> dict[str, Any]:
        """The object of `--json`; sources are told by their Chinese words, dates as ISO."""
        return {
            "sheet": self.layout.sheet.name,
            "header_row": self.layout.header.row,
            "columns": {
                field.value: column_letters(place) for field, place in self.layout.columns.items()
            },
            "rows": self.plan.rows,
            "accepted": [_accepted(person) for person in self.plan.accepted],
            "rejected": [_as_json(told) for told in self.rejected()],
            "merged": [_rows_and_phone(p, p.entry.phone) for p in self.plan.merged],
            "clashes": [_rows_and_phone(clash, clash.phone) for clash in self.plan.clashes],
            "notices": [_as_json(told) for told in self.notices()],
            "other_sheets": list(self.layout.others),
            "unread_sheets": [
                [sheet.sheet, self.words(sheet.code, **sheet.facts)] for sheet in self.refused
            ],
            "skipped": [{"row": row, "kind": kind} for row, kind in self.plan.skipped],
        }

    def counts(self) -> dict[str, int]:
        """How many rows went where; all but `rows` add up to it."""
        return {
            "rows": self.plan.rows,
            "accepted": len(self.plan.accepted),
            "rejected": len(self.plan.rejected_rows),
            "merged": sum(len(person.again) for person in self.plan.merged),
            "clashes": sum(len(clash.entries) for clash in self.plan.clashes),
        }

    def unused(self) -> list[str]:
        """The columns that mean nothing to us, by heading, or by letter where there is none."""
        used = set(self.layout.columns.values())
        rest = [place for place in range(self.layout.sheet.width) if place not in used]
        headings = self.layout.header.headings
        filled = {place for place in rest if any(row[place] != EMPTY for row in self._below())}
        return [headings[place].text or column_letters(place) for place in rest if place in filled]

    def _below(self) -> tuple[tuple[Cell, ...], ...]:
        return self.layout.sheet.rows[self.layout.header.below :]

    def _remedy(self, code: str) -> str:
        key = f"ledger.fix.{code.partition('.')[2]}"
        return self.words(key) if key in self.words else ""

    def _text(self, remark: Remark) -> str:
        if remark.place is None:
            return ""
        return " ".join(shown(self.layout.sheet.rows[remark.row - 1][remark.place]).split())

    def _message(self, remark: Remark, reason: str, remedy: str) -> str:
        if remark.place is None:
            return self.words("ledger.message", reason=reason, remedy=remedy)
        text = self._text(remark)[:_QUOTED]
        return self.words(
            "ledger.message_here" if text else "ledger.message_empty",
            column=self.column(remark),
            cell=f"{column_letters(remark.place)}{remark.row}",
            text=text,
            reason=reason,
            remedy=remedy,
        ).strip()


def _accepted(person: Person) -> dict[str, Any]:
    entry, on = person.entry, person.first_visit_on
    return {
        "row": entry.row,
        "name": entry.name,
        "phone": entry.phone,
        "level": entry.level.value if entry.level else None,
        "first_visit_on": on.isoformat() if on else None,
        "model": entry.model,
        "source": load("zh_CN")(entry.source.word) if entry.source else None,
        "note": entry.note,
    }


def _as_json(told: Told) -> dict[str, Any]:
    return {
        "row": told.row, "column": told.column, "code": told.code, "message": told.message,
    }  # fmt: skip


def _rows_and_phone(group: Person | Clash, phone: str) -> dict[str, Any]:
    return {"rows": [entry.row for entry in group.entries], "phone": phone}
