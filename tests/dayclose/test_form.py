from dataclasses import replace
from datetime import date
from uuid import UUID

from showroom.dayclose.form import CloseForm
from showroom.dayclose.queries import Standing
from showroom.dayclose.rules import Cash, DayToClose
from showroom.terms import DayStatus, PayMethod

DAY = date(2026, 11, 22)
STATE = DayToClose(DAY, DAY, DayStatus.OPEN, Cash(0, None))
QUIET = Standing(STATE, (), {PayMethod.WECHAT: 50_000}, (), None, may_close=True)
CASH, CARD, _, WECHAT, _ = PayMethod


def test_cash_is_always_counted_and_other_methods_when_booked() -> None:
    assert CloseForm(QUIET).methods == (CASH, WECHAT)


def test_it_says_first_what_is_in_the_way() -> None:
    close = CloseForm(QUIET)
    assert close.why_not == ("dayclose.cash_uncounted", 0)
    close.counted = {CASH: 0}
    assert close.why_not == ("", 0)
    close.counted[WECHAT] = 49_900
    assert (close.why_not[0], close.differs) == ("dayclose.variance_unexplained", True)
    close.reason = "少一元"
    assert close.why_not == ("", 0)


def test_a_variance_is_known_once_it_is_counted() -> None:
    close = CloseForm(QUIET)
    assert close.variance(WECHAT) is None
    close.counted = {CASH: 100, WECHAT: 50_000}
    assert (close.variance(CASH), close.variance(WECHAT)) == (100, 0)


def test_a_warning_wants_to_be_seen() -> None:
    loose = replace(QUIET, state=replace(STATE, open_drives=(UUID(int=1), UUID(int=2))))
    close = CloseForm(loose, {CASH: 0})
    assert [each.code for each in close.warnings] == ["dayclose.open_drives"]
    assert close.why_not == ("dayclose.open_drives", 2)
    close.acknowledged = {"dayclose.open_drives"}
    assert close.why_not == ("", 0)


def test_only_a_manager_may_and_a_closed_day_not() -> None:
    other = CloseForm(replace(QUIET, may_close=False), {CASH: 0})
    assert other.why_not[0] == "dayclose.managers_close"
    closed = replace(QUIET, state=replace(STATE, status=DayStatus.CLOSED))
    assert CloseForm(closed, {CASH: 0}).is_closed


def test_the_command_holds_what_was_filled_in() -> None:
    close = CloseForm(QUIET, {CASH: 0}, "少一元", {"dayclose.drafts"})
    command = close.command("交车", "报价")
    assert (command.day, command.variance_reason) == (DAY, "少一元")
    assert command.acknowledged == frozenset({"dayclose.drafts"})
    assert (command.tomorrow_plan, command.manager_note) == ("交车", "报价")


def test_card_money_is_not_asked_for_where_none_was_booked() -> None:
    assert CARD not in CloseForm(QUIET).methods
