"""Ledgers messier than the samples, through real files: every row where the truth has it."""

from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from showroom.ledger.intake.child import answer
from showroom.ledger.layout.choice import checked, lay_out
from showroom.ledger.report import Report
from showroom.ledger.rules import plan
from showroom.texts import load
from tests.ledger import books, messy
from tests.ledger.messy import Truth

ENCODINGS = [
    ("utf-8", ","),
    ("utf-8-sig", ","),
    ("gb18030", ","),
    ("utf-16", "\t"),
    ("gb18030", ";"),
    ("utf-8", "|"),
]
many = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def told(file: Path) -> dict:
    book = answer(file.read_bytes())
    layout = checked(lay_out(book), book)
    return Report(file.name, layout, plan(layout, books.AS_OF), load("zh_CN")).as_json()


def check(found: dict, truth: Truth) -> None:
    codes: dict[int, set[str]] = {}
    for cell in found["rejected"]:
        codes.setdefault(cell["row"], set()).add(cell["code"])
        assert cell["column"]
        assert cell["message"]
    assert codes == truth.rejected
    assert sorted(item["rows"] for item in found["merged"]) == sorted(truth.merged)
    assert sorted(item["rows"] for item in found["clashes"]) == sorted(truth.clashes)
    assert [item["row"] for item in found["accepted"]] == sorted(truth.accepted)
    for item in found["accepted"]:
        person = truth.accepted[item["row"]]
        day = person["visited"]
        assert item == {
            "row": item["row"],
            "name": person["name"],
            "phone": person["phone"],
            "level": person["level"],
            "first_visit_on": day.isoformat() if day else None,
            "model": person["model"],
            "source": person["source"],
            "note": person["note"],
        }
    folded = [row for item in found["merged"] for row in item["rows"][1:]]
    clashing = [row for item in found["clashes"] for row in item["rows"]]
    every = [*(item["row"] for item in found["accepted"]), *codes, *folded, *clashing]
    assert len(every) == len(set(every)) == found["rows"] == truth.rows


@many
@given(st.integers(0, 2**32))
def test_every_row_of_a_messy_workbook_is_where_the_truth_has_it(tmp_path: Path, seed: int) -> None:
    made = messy.ledger(Random(seed), typed=True)
    check(told(books.xlsx(tmp_path / "x.xlsx", made.rows, 说明=[["请勿修改表头"]])), made.truth)


@many
@given(st.integers(0, 2**32), st.sampled_from(ENCODINGS))
def test_every_row_of_a_messy_text_file_is_where_the_truth_has_it(
    tmp_path: Path, seed: int, written: tuple[str, str]
) -> None:
    made = messy.ledger(Random(seed), typed=False)
    file = books.delimited(tmp_path / "x.csv", made.rows, *written)
    check(told(file), made.truth)
