"""Exchanges in the background: after writes, on demand, ever more rarely while offline."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from showroom.errors import Failure, Trouble
from showroom.sync.halves import Exchanged
from ui.exchanging import Exchanging, Rhythm
from ui.work import Lanes

QUICK = Rhythm(every=3600, after_write=0.01, retry=3600)
Tell = Callable[[float], None]


class Office:
    """Answers exchanges, or not, as told."""

    def __init__(self) -> None:
        self.calls: list[bool] = []
        self.failure: Failure | None = None
        self.tables: frozenset[str] = frozenset()
        self.gate = threading.Event()
        self.gate.set()
        self.went_on = 0

    def __call__(self, check: bool, tell: Tell) -> Exchanged:
        self.calls.append(check)
        self.gate.wait(5)
        tell(1.0)
        self.went_on += 1
        if self.failure:
            raise self.failure
        return Exchanged("ok", tables=self.tables)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def exchanging(office: Office, lanes: Lanes, owner: QObject) -> Exchanging:
    del lanes
    return Exchanging(office, QUICK, owner)


def _wait(qtbot: QtBot, exchanging: Exchanging, office: Office, calls: int) -> None:
    qtbot.waitUntil(lambda: len(office.calls) == calls and not exchanging.running, timeout=5000)


def test_it_exchanges_once_it_begins_and_again_after_a_write(
    exchanging: Exchanging, office: Office, lanes: Lanes, qtbot: QtBot
) -> None:
    exchanging.begin()
    _wait(qtbot, exchanging, office, 1)
    for _ in range(5):
        lanes.changed.emit(frozenset({"visit"}))
    _wait(qtbot, exchanging, office, 2)


def test_what_came_is_announced_and_does_not_set_off_another_exchange(
    exchanging: Exchanging, office: Office, lanes: Lanes, qtbot: QtBot
) -> None:
    seen: list[frozenset[str]] = []
    lanes.changed.connect(seen.append)
    office.tables = frozenset({"customer"})
    exchanging.now()
    _wait(qtbot, exchanging, office, 1)
    qtbot.wait(60)
    assert seen == [frozenset({"customer"})]
    assert len(office.calls) == 1


def test_a_write_while_it_exchanges_makes_it_exchange_again(
    exchanging: Exchanging, office: Office, lanes: Lanes, qtbot: QtBot
) -> None:
    office.gate.clear()
    exchanging.now()
    qtbot.waitUntil(lambda: bool(office.calls))
    lanes.changed.emit(frozenset({"visit"}))
    exchanging.now()
    office.gate.set()
    _wait(qtbot, exchanging, office, 2)


def test_offline_a_write_tries_nothing_but_one_may_try_at_once(
    exchanging: Exchanging, office: Office, lanes: Lanes, qtbot: QtBot
) -> None:
    office.failure = Trouble("sync.unreachable")
    exchanging.begin()
    _wait(qtbot, exchanging, office, 1)
    lanes.changed.emit(frozenset({"visit"}))
    qtbot.wait(60)
    assert (len(office.calls), exchanging.failures) == (1, 1)
    office.failure = None
    exchanging.now(check=True)
    _wait(qtbot, exchanging, office, 2)
    assert (office.calls[1], exchanging.failures) == (True, 0)


def test_the_pauses_while_offline_grow_up_to_ten_minutes() -> None:
    rhythm = Rhythm()
    assert [rhythm.pause(n) for n in (0, 1, 2, 3, 40)] == [60, 10, 20, 40, 600]


def test_a_desk_that_works_alone_asks_once_and_then_rests(
    exchanging: Exchanging, office: Office, lanes: Lanes, qtbot: QtBot
) -> None:
    office.failure = Trouble("sync.not_enrolled")
    exchanging.begin()
    _wait(qtbot, exchanging, office, 1)
    exchanging.failures = 0
    lanes.changed.emit(frozenset({"visit"}))
    qtbot.wait(60)
    assert len(office.calls) == 1
    office.failure = None
    exchanging.begin()
    _wait(qtbot, exchanging, office, 2)


def test_once_stopped_an_answer_on_its_way_is_not_gone_on_with(
    exchanging: Exchanging, office: Office, lanes: Lanes, qtbot: QtBot
) -> None:
    office.gate.clear()
    exchanging.now()
    qtbot.waitUntil(lambda: bool(office.calls))
    exchanging.stop()
    office.gate.set()
    qtbot.waitUntil(lanes.idle)
    assert office.went_on == 0


def test_closing_the_lanes_does_not_wait_for_a_silent_headquarters(
    exchanging: Exchanging, office: Office, lanes: Lanes, qtbot: QtBot, monkeypatch
) -> None:
    monkeypatch.setattr("ui.work._PATIENCE_S", 0.05)
    office.gate.clear()
    exchanging.now()
    qtbot.waitUntil(lambda: bool(office.calls))
    lanes.close()
    assert office.went_on == 0
    office.gate.set()
