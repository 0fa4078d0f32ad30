"""Slow work: its lane, its way home, its end."""

import gc
import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from showroom.errors import Failure, Refusal, Trouble
from ui.work import Lane, Lanes, Token, Work

Home = Callable[[], None]


def test_a_result_comes_home_in_the_ui_thread(owner: QObject, home: Home) -> None:
    seen: list[tuple[int, threading.Thread]] = []
    Work(lambda: 41 + 1).done(lambda n: seen.append((n, threading.current_thread()))).start(owner)
    home()
    assert seen == [(42, threading.main_thread())]


def test_work_runs_off_the_ui_thread(owner: QObject, home: Home) -> None:
    threads: list[str] = []
    Work(lambda: threading.current_thread().name).done(threads.append).start(owner, Lane.WRITE)
    home()
    assert threads[0].startswith("write")


def test_writes_keep_their_order(owner: QObject, home: Home) -> None:
    order: list[int] = []

    def slow_at_first(number: int) -> int:
        time.sleep(0.02 if number == 0 else 0)
        return number

    for number in range(8):
        Work(lambda number=number: slow_at_first(number)).done(order.append).start(  # type: ignore[misc]
            owner, Lane.WRITE
        )
    home()
    assert order == list(range(8))


def test_nothing_is_called_when_the_page_has_died(lanes: Lanes, qtbot: QtBot) -> None:
    page, gate = QObject(), threading.Event()
    called: list[object] = []
    Work(gate.wait).done(called.append).after(lambda: called.append("after")).start(page)
    delete(page)
    gate.set()
    qtbot.waitUntil(lanes.idle)
    assert called == []


def test_a_refusal_goes_to_failed(owner: QObject, home: Home) -> None:
    told: list[Failure] = []

    def refuse() -> None:
        raise Refusal("kit.required", label="x")

    Work(refuse).failed(told.append).start(owner)
    home()
    assert [failure.code for failure in told] == ["kit.required"]


def test_a_failure_nobody_takes_is_announced(owner: QObject, lanes: Lanes, qtbot: QtBot) -> None:
    def fail() -> None:
        raise Trouble("store.full")

    with qtbot.waitSignal(lanes.unhandled) as told:
        Work(fail).start(owner)
    assert told.args is not None
    assert told.args[0].code == "store.full"


def test_a_bug_is_reported_and_never_called_a_failure(
    owner: QObject, lanes: Lanes, qtbot: QtBot
) -> None:
    failures: list[Failure] = []
    with qtbot.waitSignal(lanes.broke) as told:
        Work(lambda: 1 // 0).failed(failures.append).start(owner)
    assert told.args is not None
    assert isinstance(told.args[0], ZeroDivisionError)
    assert failures == []


def test_touched_tables_are_announced_once(owner: QObject, lanes: Lanes, home: Home) -> None:
    announced: list[frozenset[str]] = []
    lanes.changed.connect(announced.append)
    Work(lambda: 1).announcing(lambda _n: frozenset({"visit"})).start(owner, Lane.WRITE)
    home()
    assert announced == [frozenset({"visit"})]


def test_progress_is_told_and_a_cancel_is_heard(owner: QObject, home: Home) -> None:
    far: list[float] = []
    done: list[int] = []
    gone_on = threading.Event()

    def job(token: Token) -> int:
        token.at(0.5, "half")
        gone_on.wait(5)
        token.check()
        return 1

    work = Work.watched(job).progress(lambda fraction, _note: far.append(fraction))
    work.done(done.append).start(owner, Lane.SLOW)
    work.cancel()
    gone_on.set()
    home()
    assert done == []
    assert far in ([], [0.5])


def test_work_shows_as_busy_only_when_it_lasts(owner: QObject, lanes: Lanes, qtbot: QtBot) -> None:
    shown: list[int] = []
    lanes.busy.connect(lambda slow: shown.append(len(slow)))
    Work(lambda: None).start(owner)
    qtbot.waitUntil(lanes.idle)
    assert shown == []
    gate = threading.Event()
    Work(gate.wait).start(owner)
    qtbot.waitUntil(lambda: 1 in shown)
    gate.set()
    qtbot.waitUntil(lambda: shown[-1] == 0)


def test_quiet_work_never_shows(owner: QObject, lanes: Lanes, qtbot: QtBot) -> None:
    shown: list[object] = []
    lanes.busy.connect(shown.append)
    gate = threading.Event()
    Work(gate.wait).quietly().start(owner)
    qtbot.wait(250)
    gate.set()
    qtbot.waitUntil(lanes.idle)
    assert shown == []


def test_closing_waits_for_a_write_that_was_begun(owner: QObject, lanes: Lanes) -> None:
    written: list[int] = []
    begun = threading.Event()

    def write() -> None:
        begun.set()
        time.sleep(0.05)
        written.append(1)

    Work(write).start(owner, Lane.WRITE)
    assert begun.wait(5)
    lanes.close()
    assert written == [1]


@pytest.mark.parametrize("lane", list(Lane))
def test_two_hundred_pieces_of_work_all_come_home(owner: QObject, home: Home, lane: Lane) -> None:
    seen: list[int] = []
    for number in range(200):
        Work(lambda number=number: number).done(seen.append).quietly().start(owner, lane)  # type: ignore[misc]
    home()
    assert sorted(seen) == list(range(200))


def test_garbage_is_collected_in_the_ui_thread_alone(owner: QObject, lanes: Lanes) -> None:
    assert not gc.isenabled()
    threads: list[str] = []

    class Loop:
        """Garbage that tells where it was taken apart."""

        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            threads.append(threading.current_thread().name)

    def litter() -> None:
        for _ in range(5_000):
            Loop()

    Work(litter).start(owner)
    lanes.close()
    gc.collect()
    assert set(threads) == {"MainThread"}
    assert gc.isenabled()


def test_a_page_and_its_callbacks_are_let_go_in_the_ui_thread(lanes: Lanes, qtbot: QtBot) -> None:
    let_go: list[str] = []

    class Watched(QObject):
        """A page that tells where it was let go."""

        def __del__(self) -> None:
            let_go.append(threading.current_thread().name)

        def take(self, _number: int) -> None:
            """What follows the work."""

    for _ in range(200):
        page = Watched()
        Work(lambda: 1).done(page.take).quietly().start(page)
        del page
    qtbot.waitUntil(lanes.idle)
    gc.collect()
    assert set(let_go) == {"MainThread"}
