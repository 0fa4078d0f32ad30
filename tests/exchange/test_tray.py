"""What HQ refused waits in the tray, in words; a person sends it again or gives it up."""

from datetime import timedelta

import pytest

from showroom import texts
from showroom.clock import SetClock
from showroom.dayclose.commands import CloseDay, ReopenDay, close_day, reopen_day
from showroom.errors import Refusal
from showroom.exchange.status import Ask, OfRecord, Whereabouts, of_record, standing
from showroom.exchange.tray import Retry, Tray, Withdraw, retry, waiting, withdraw
from showroom.kpi.queries import BookOf, book
from showroom.kpi.records import Period
from showroom.terms import PayMethod
from showroom.visit.commands import Leave, leave
from tests.board.days import TODAY, Come, at, put_visit
from tests.sync.world import Member

CLOSE = CloseDay(TODAY, {PayMethod.CASH: 0}, acknowledged=frozenset({"dayclose.still_here"}))
ZH = texts.load("zh_CN")


@pytest.fixture
def refused(first: Member, second: Member, clock: SetClock) -> Member:
    """A desk that, offline, noted a leaving on a day the other desk had closed."""
    visit = first.at("liwen").write(put_visit, Come(at("09:30"), stay=None)).value
    first.sync()
    second.sync()
    clock.advance(hours=1)
    second.at("sunyue").write(leave, Leave(visit, clock.now()))
    first.at("liwen").write(close_day, CLOSE)
    first.sync()
    second.sync()
    return second


def test_the_tray_says_what_who_and_why(refused: Member) -> None:
    desk = refused.at("sunyue")
    [line] = desk.read(waiting, Tray())
    assert (line.by, line.is_held, line.what(ZH)) == ("孙悦", False, "来店登记")
    assert line.reason(ZH) == "2026-11-22 已日结，不能再登记或修改当日记录"
    assert desk.read(standing, Ask()).tray == 1
    [visit] = [row.id for row in line.rows if row.table == "visit"]
    assert desk.read(of_record, OfRecord("visit", visit)) is Whereabouts.REJECTED


def test_withdrawn_the_record_is_as_hq_has_it(refused: Member) -> None:
    desk = refused.at("liwen")
    [line] = desk.read(waiting, Tray())
    desk.write(withdraw, Withdraw(line.tx))
    refused.sync()
    assert desk.read(waiting, Tray()) == []
    assert [each.settled_how for each in desk.read(waiting, Tray(dealt_with=True))] == ["withdrawn"]
    [visit] = desk.read(book, BookOf(Period(TODAY, TODAY))).visits
    assert visit.minutes is None
    with pytest.raises(Refusal, match="not_waiting"):
        desk.write(withdraw, Withdraw(line.tx))


def test_sent_again_after_the_day_was_reopened_it_is_taken(
    refused: Member, first: Member, clock: SetClock
) -> None:
    first.at("liwen").write(reopen_day, ReopenDay(TODAY, "补登记离店"))
    first.sync()
    refused.sync()
    desk = refused.at("sunyue")
    [line] = desk.read(waiting, Tray())
    clock.advance(minutes=1)
    desk.write(retry, Retry(line.tx))
    refused.sync()
    first.sync()
    assert desk.read(waiting, Tray()) == []
    [visit] = first.at("liwen").read(book, BookOf(Period(TODAY, TODAY))).visits
    assert visit.minutes is not None
    assert timedelta(minutes=visit.minutes) > timedelta(0)
