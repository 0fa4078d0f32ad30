"""The workbook to fill in is understood by what reads it."""

from pathlib import Path

import pytest

from showroom import texts
from showroom.hq.publish.sheets.files import Line, Table, opened
from showroom.hq.publish.sheets.kinds import KINDS
from showroom.hq.publish.sheets.rows import rows_of
from showroom.hq.publish.sheets.template import template


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_an_unfilled_template_has_every_kind_and_no_rows(tmp_path: Path, language: str) -> None:
    (tmp_path / "template.xlsx").write_bytes(template(texts.load(language)))
    read = opened(tmp_path / "template.xlsx")
    assert [table.kind.name for table in read.tables] == list(KINDS)
    assert [problem.code for problem in read.problems] == ["publish.file_empty"]


def test_the_samples_of_the_notes_are_good_rows() -> None:
    for kind in KINDS.values():
        cells = {field.name: field.sample for field in kind.fields if field.sample != ""}
        assert rows_of(Table(kind, "f", "s", {}, (Line(2, cells),)))[1] == []


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_heading_of_a_kind_is_its_own(language: str) -> None:
    words = texts.load(language)
    for kind in KINDS.values():
        headings = [words(kind.heading(field)) for field in kind.fields]
        assert len(set(headings)) == len(headings)
