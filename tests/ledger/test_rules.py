"""From cells to a plan: every data row in one place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.ledger.intake.cells import Broken, Fault
from showroom.ledger.plan import Entry, Plan
from showroom.ledger.rules import grouped
from showroom.terms import IntentLevel, Source
from tests.ledger.laid import HEAD, planned

WANG = ("王芳", "138 0013 8000", "xc60", "h级", "2026.5.1", "网络", "看了两次")


def codes(plan: Plan) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for remark in plan.rejected:
        found.setdefault(remark.row, []).append(remark.code)
    return found


def test_a_good_row_is_accepted_in_its_normal_form() -> None:
    assert planned(WANG).accepted[0].entry == Entry(
        row=2,
        name="王芳",
        phone="13800138000",
        level=IntentLevel.H,
        visited_on=date(2026, 5, 1),
        model="XC60",
        source=Source.WEB,
        note="看了两次",
    )


def test_name_and_phone_are_enough() -> None:
    entry = planned(("王芳", "13800138000")).accepted[0].entry
    assert (entry.level, entry.visited_on, entry.model, entry.source, entry.note) == (None,) * 5


def test_every_bad_cell_of_a_row_is_told() -> None:
    plan = planned(("", "138", "x" * 51, "X", "2031-01-01", "外星人", "字" * 501))
    assert codes(plan) == {
        2: [
            "ledger.name_missing",
            "identity.phone_short",
            "ledger.date_future",
            "ledger.level_unknown",
            "ledger.text_long",
            "ledger.source_unknown",
            "ledger.text_long",
        ]
    }


@pytest.mark.parametrize(
    ("place", "cell", "code"),
    [
        (4, Broken(Fault.FORMULA, "=A1"), "ledger.formula_no_value"),
        (4, Broken(Fault.ERROR, "#N/A"), "ledger.cell_error"),
        (1, Broken(Fault.ERROR, "#REF!"), "ledger.cell_error"),
        (6, "坏\ufffd", "ledger.text_mangled"),
        (0, True, "ledger.name_number"),
    ],
)
def test_a_broken_cell_is_an_error_in_that_cell(place: int, cell, code: str) -> None:
    plan = planned(tuple(cell if at == place else typed for at, typed in enumerate(WANG)))
    assert [(r.row, r.place, r.code) for r in plan.rejected] == [(2, place, code)]


def test_a_broken_cell_in_a_column_that_means_nothing_is_left_alone() -> None:
    plan = planned((*WANG, Broken(Fault.ERROR, "#N/A")), head=(*HEAD, "预算"))
    assert len(plan.accepted) == 1


def test_one_person_twice_is_folded_into_the_first_row_with_the_earliest_date() -> None:
    later = ("王芳", "13800138000", "S90", "A", "2026-03-01", "", "早先")
    person = planned(WANG, later).accepted[0]
    assert (person.entry.row, [entry.row for entry in person.again]) == (2, [3])
    assert person.entry.visited_on == date(2026, 5, 1)
    assert person.first_visit_on == date(2026, 3, 1)
    assert person.level is IntentLevel.H


@pytest.mark.parametrize("name", ["王 芳", "王芳女士", "王女士", "王　芳"])
def test_a_name_that_may_be_the_same_person_is_folded(name: str) -> None:
    assert len(planned(WANG, (name, "13800138000")).merged) == 1


def test_one_phone_under_two_names_puts_every_row_of_it_into_the_clash() -> None:
    plan = planned(WANG, ("王芳", "13800138000"), ("李雷", "+86 138-0013-8000"))
    assert plan.accepted == ()
    assert [[entry.row for entry in clash.entries] for clash in plan.clashes] == [[2, 3, 4]]


def test_a_rejected_row_makes_no_clash() -> None:
    plan = planned(WANG, ("李雷", "13800138000", "", "X"))
    assert (len(plan.accepted), plan.clashes, plan.rejected_rows) == (1, (), (3,))


def test_a_name_and_a_phone_in_one_cell_are_taken_apart() -> None:
    plan = planned(("王芳 13800138000", "XC60"), head=("姓名/电话", "车型"))
    assert [(p.entry.name, p.entry.phone, p.entry.remark) for p in plan.accepted] == [
        ("王芳", "13800138000", None)
    ]


def test_a_year_that_was_completed_is_noticed() -> None:
    plan = planned(("王芳", "13800138000", "", "", "5月1日"))
    assert [(r.code, r.facts) for r in plan.notices] == [
        ("ledger.notice_year", {"date": date(2026, 5, 1)})
    ]


def test_second_phones_and_words_beside_them_are_kept_and_noticed() -> None:
    plan = planned(("王芳", "13800138000/13900139000（先生的）"))
    entry = plan.accepted[0].entry
    assert (entry.other_phones, entry.remark) == (("13900139000",), "先生的")
    assert [r.code for r in plan.notices] == ["ledger.notice_other_phone", "ledger.notice_remark"]


def test_a_gender_nobody_can_read_costs_no_customer() -> None:
    plan = planned(("王芳", "13800138000", "未婚"), head=("姓名", "手机", "性别"))
    assert len(plan.accepted) == 1
    assert [r.code for r in plan.notices] == ["ledger.gender_unknown"]


def test_totals_notes_and_headers_are_told_as_skipped_and_blank_rows_are_not() -> None:
    plan = planned(WANG, (), HEAD, ("合计", "1"), ("注：以上",))
    assert plan.skipped == ((4, "header"), (5, "total"), (6, "note"))
    assert plan.rows == 1


def test_the_order_of_days_and_months_is_learnt_from_the_column() -> None:
    plan = planned(
        ("王芳", "13800138000", "", "", "13/5/2026"), ("李雷", "13900139000", "", "", "5/6/2026")
    )
    assert plan.accepted[1].entry.visited_on == date(2026, 6, 5)


names = st.sampled_from(["王芳", "王女士", "李雷", "张三"])
phones = st.sampled_from(["13800138000", "13900139000", "13700137000"])


@given(st.lists(st.tuples(names, phones), max_size=12))
def test_every_entry_is_in_one_group_and_the_order_of_rows_decides_no_clash(rows: list) -> None:
    entries = [Entry(row, name, phone) for row, (name, phone) in enumerate(rows, 2)]
    people, clashes = grouped(entries)
    found = [e.row for person in people for e in person.entries]
    found += [e.row for clash in clashes for e in clash.entries]
    assert sorted(found) == [entry.row for entry in entries]
    turned = grouped(entries[::-1])
    assert {c.phone for c in turned[1]} == {c.phone for c in clashes}
    assert {p.entry.phone for p in turned[0]} == {p.entry.phone for p in people}
