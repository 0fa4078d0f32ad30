from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from showroom import texts
from showroom.dayclose import rules
from showroom.dayclose.rules import Cash, DayToClose
from showroom.errors import Refusal
from showroom.terms import DayStatus

OPEN, CLOSED, REOPENED = DayStatus
NOVEMBER_30 = date(2026, 11, 30)
DECEMBER_1 = date(2026, 12, 1)
QUIET = DayToClose(NOVEMBER_30, NOVEMBER_30, OPEN, Cash(2_000_000, 2_000_000))
ONE, TWO = UUID(int=1), UUID(int=2)


def code_of(check, *args) -> str:
    with pytest.raises(Refusal) as refused:
        check(*args)
    for language in texts.LANGUAGES:
        assert texts.load(language)(refused.value.code, **refused.value.facts)
    return refused.value.code


def test_a_quiet_day_closes_without_a_word() -> None:
    assert rules.findings(QUIET) == []
    rules.check_closable(QUIET)


def test_closing_after_midnight_warns_of_a_drive_still_out() -> None:
    day = replace(QUIET, today=DECEMBER_1, open_drives=(ONE,))
    [finding] = rules.findings(day)
    assert (finding.code, finding.blocks, finding.ids) == ("dayclose.open_drives", False, (ONE,))
    assert code_of(rules.check_closable, day) == "dayclose.open_drives"
    rules.check_closable(day, frozenset({"dayclose.open_drives"}))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"day": DECEMBER_1}, "dayclose.future"),
        ({"status": CLOSED}, "dayclose.closed_already"),
        ({"cash": Cash(2_000_000, None)}, "dayclose.cash_uncounted"),
        ({"cash": Cash(2_000_000, 1_999_999)}, "dayclose.variance_unexplained"),
        ({"cash": Cash(2_000_000, 2_000_001, "  ")}, "dayclose.variance_unexplained"),
    ],
)
def test_what_blocks_cannot_be_acknowledged_away(changes: dict, code: str) -> None:
    day = replace(QUIET, **changes)
    assert [finding.code for finding in rules.findings(day) if finding.blocks] == [code]
    assert code_of(rules.check_closable, day, frozenset({code})) == code


def test_an_explained_variance_closes() -> None:
    day = replace(QUIET, cash=Cash(2_000_000, 1_999_900, "找零少一元"))
    assert day.cash.variance == -100
    rules.check_closable(day)
    rules.check_closable(replace(QUIET, cash=Cash(0, 0)))
    assert Cash(100, None).variance is None


def test_a_reopened_day_closes_again() -> None:
    rules.check_closable(replace(QUIET, status=REOPENED))


def test_every_loose_end_warns_with_its_records() -> None:
    ends = (
        "open_drives",
        "still_here",
        "contacts_due",
        "drafts",
        "approvals_waiting",
        "clashes_open",
    )
    loose: dict[str, Any] = dict.fromkeys(ends, (ONE, TWO))
    day = replace(QUIET, **loose)
    found = rules.findings(day)
    assert [finding.code for finding in found] == [f"dayclose.{end}" for end in ends]
    assert all(finding.ids == (ONE, TWO) and not finding.blocks for finding in found)
    english = texts.load("en")
    for finding in found:
        assert english(finding.code, count=1) != english(finding.code, count=2)


def test_a_date_is_closed_reopened_and_closed_again() -> None:
    ways = {(OPEN, CLOSED), (REOPENED, CLOSED), (CLOSED, REOPENED)}
    for now, then in product(DayStatus, DayStatus):
        if (now, then) in ways:
            rules.check_step(now, then)
        else:
            assert code_of(rules.check_step, now, then) == "dayclose.wrong_state"


def test_reopening_needs_a_reason() -> None:
    rules.check_reopening(CLOSED, "漏记一张收据")
    assert code_of(rules.check_reopening, CLOSED, " ") == "dayclose.reason_missing"
    assert code_of(rules.check_reopening, OPEN, "漏记") == "dayclose.wrong_state"
