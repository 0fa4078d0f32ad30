"""What the import page decides."""

from pathlib import Path

import pytest

from showroom.errors import Refusal
from showroom.ledger import form
from showroom.ledger.form import Look, Preview, preview
from showroom.ledger.intake.cells import Book, Sheet
from showroom.ledger.intake.reading import Reading
from showroom.ledger.layout.choice import AS_GUESSED, Choice
from showroom.ledger.layout.headings import Field
from showroom.texts import load
from tests.ledger.books import AS_OF

LOOK = Look(AS_OF, load("zh_CN"))
ROWS = (("姓名", "电话", "电话2"), ("王芳", "13800138000", "13900139000"))


def looked(*sheets: Sheet, choice: Choice = AS_GUESSED) -> Preview:
    return preview(Reading("台账.xlsx", "0" * 64, Book(sheets)), LOOK, choice)


def test_a_ledger_is_previewed_with_its_plan() -> None:
    shown = looked(Sheet("一月", ROWS))
    assert shown.refusal is None
    assert shown.can_import
    assert shown.report.counts()["accepted"] == 1


def test_a_sheet_that_cannot_be_planned_yet_is_shown_with_the_reason() -> None:
    shown = looked(Sheet("一月", (("姓名", "车型"), ("王芳", "XC60"))))
    assert shown.refusal is not None
    assert shown.refusal.code == "ledger.no_phone_column"
    assert shown.layout.columns == {Field.NAME: 0, Field.MODEL: 1}
    assert not shown.can_import


def test_a_column_given_another_meaning_swaps_it() -> None:
    first = looked(Sheet("一月", ROWS))
    then = looked(Sheet("一月", ROWS), choice=form.with_column(first, 2, Field.PHONE))
    assert then.layout.columns == {Field.NAME: 0, Field.PHONE: 2}
    assert then.report.plan.accepted[0].entry.phone == "13900139000"


def test_a_column_can_be_given_no_meaning() -> None:
    first = looked(Sheet("一月", ROWS))
    then = looked(Sheet("一月", ROWS), choice=form.with_column(first, 2, None))
    assert then.layout.columns == {Field.NAME: 0, Field.PHONE: 1}


def test_corrections_add_up_and_end_with_another_sheet_or_header() -> None:
    first = looked(Sheet("一月", ROWS))
    choice = form.with_column(first, 2, None)
    assert form.with_sheet(choice, "二月") == Choice(sheet="二月")
    assert form.with_header(choice, 1) == Choice(header_row=1)


def test_a_sheet_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refusal, match="no_such_sheet"):
        looked(Sheet("一月", ROWS), choice=Choice(sheet="三月"))


def test_the_rejected_rows_are_offered_a_name_of_their_own() -> None:
    assert form.rejects_name("台账.csv", load("zh_CN")) == "台账-退回的行.xlsx"
    assert all(Path(f"x{suffix}").suffix == suffix for suffix in form.SUFFIXES)
