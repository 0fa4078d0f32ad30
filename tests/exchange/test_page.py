"""同步: the exchange page by keyboard, from joining to what waits for a person."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from showroom.clock import SetClock
from showroom.desk import Desk, Ports, open_desk
from showroom.errors import Trouble
from showroom.exchange import joining
from showroom.exchange.conflicts import Conflicts, conflicts
from showroom.exchange.disputes import Disputes, disputes
from showroom.exchange.exchanging import sync_now
from showroom.exchange.tray import Tray, waiting
from showroom.hq.enrol.codes import Invite, invite
from showroom.hq.keeping import tls
from showroom.staff.commands import SignIn, sign_in
from showroom.sync import joining as letters
from tests.conftest import PASSWORD
from tests.customer.test_commands import filed
from tests.exchange.house import House
from tests.exchange.test_conflicts import clash
from tests.exchange.test_disputes import open_dispute
from tests.exchange.test_tray import refused
from tests.hq.service import serving
from tests.sync.world import Member
from tests.ui.conftest import HeldShell, chinese, context_of, home, lanes
from ui.exchanging import Exchange, Exchanging, Rhythm
from ui.kit.dialogs import Sheet
from ui.pages.exchange import ExchangePage
from ui.work import Lanes

__all__ = ["chinese", "clash", "home", "lanes", "refused"]
Wait = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier
QUIET = Rhythm(every=3600, after_write=3600, retry=3600)


class Opened:
    """Opens the page over desks and lets them go."""

    def __init__(self, home: Wait, qtbot: QtBot) -> None:
        self._home, self._qtbot = home, qtbot
        self.exchanging: list[Exchanging] = []

    def __call__(self, desk: Desk, exchange: Exchange | None = None) -> ExchangePage:
        context = context_of(desk)
        if exchange is not None:
            self.exchanging.append(Exchanging(exchange, QUIET))
            context = replace(context, exchanging=self.exchanging[-1])
        made = ExchangePage(context)
        self._qtbot.addWidget(made)
        made.resize(1180, 700)
        made.show()
        self._qtbot.waitExposed(made)
        made.activateWindow()
        made.enter()
        self._home()
        self._qtbot.wait(20)
        return made


@pytest.fixture
def opened(home: Wait, qtbot: QtBot):
    made = Opened(home, qtbot)
    yield made
    for each in made.exchanging:
        each.stop()


@pytest.fixture
def place(tmp_path: Path, clock: SetClock):
    made = House.of(tmp_path / "group", clock)
    yield made
    made.hq.store.close()


def shell(page: ExchangePage) -> HeldShell:
    assert isinstance(page.context.shell, HeldShell)
    return page.context.shell


def test_an_outlet_that_works_alone_joins_and_exchanges_by_keyboard(
    folder: Path, tmp_path: Path, opened: Opened, home: Wait, qtbot: QtBot
) -> None:
    desk = sign_in(open_desk(folder, Ports.system()), SignIn("liwen", PASSWORD))
    with serving.serving(serving.made(tmp_path / "hq")) as served:
        with serving.at(served.folder) as hq:
            asked = Invite("NJHX", 10, served.url, tls.authorities(served.folder))
            told = letters.written(invite(hq, asked))
        page = opened(desk, lambda check, tell: sync_now(desk, check=check, tell=tell))
        assert page.card.state.text() == "单机"
        assert QApplication.focusWidget() is page.join_card.invitation.text
        QApplication.clipboard().setText(told)
        qtbot.keyClick(page.join_card.invitation.text, Qt.Key.Key_V, CTRL)
        qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: page.card.state.text() == "已同步", timeout=30_000)
        home()
    assert page.card.facts["pending"].text() == "0"
    assert page.card.facts["url"].text().startswith("https://")
    assert page.receipts.model.rowCount() > 0
    assert "已加入总部" in shell(page).toasts[0]
    desk.close()


def test_an_invitation_cut_short_is_told_beside_it(
    manager: Desk, opened: Opened, home: Wait, qtbot: QtBot, place: House
) -> None:
    page = opened(manager)
    page.join_card.invitation.set_value(place.invitation()[:-4])
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    home()
    assert "复制整行" in page.join_card.invitation.error


def test_what_was_refused_is_told_whole_and_sent_again_by_a_key(
    refused: Member, opened: Opened, home: Wait, qtbot: QtBot
) -> None:
    desk = refused.at("liwen")
    page = opened(desk)
    assert page.card.state.text() == "需处理 1"
    assert QApplication.focusWidget() is page.tray.table.view
    told = [label.text() for label in page.tray.findChildren(QWidget) if hasattr(label, "text")]
    assert any("孙悦" in text for text in told)
    assert any("已日结" in text for text in told)
    qtbot.keyClick(page.tray.table.view, Qt.Key.Key_Return)
    assert shell(page).opened[0][0] == "visit"
    qtbot.keyClick(page.tray.table.view, Qt.Key.Key_R)
    home()
    assert desk.read(waiting, Tray()) == []
    assert shell(page).toasts == ["已重新提交"]


def test_withdrawing_asks_first_and_names_what_it_is(
    refused: Member, opened: Opened, home: Wait, qtbot: QtBot
) -> None:
    desk = refused.at("liwen")
    page = opened(desk)
    qtbot.keyClick(page.tray.table.view, Qt.Key.Key_W)
    [sheet] = page.findChildren(Sheet)
    assert "来店登记" in sheet.windowTitle()
    assert "孙悦" in sheet.windowTitle()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    home()
    assert len(desk.read(waiting, Tray())) == 1
    assert page.tray.line is not None
    page.tray.withdraw(page.tray.line)
    sheet = page.findChildren(Sheet)[-1]
    [way] = [b for b in sheet.findChildren(QPushButton) if b.property("kind") == "danger"]
    qtbot.keyClick(way, Qt.Key.Key_Space)
    home()
    assert desk.read(waiting, Tray()) == []


def test_a_conflict_shows_both_sides_and_takes_a_choice_by_keyboard(
    clash, opened: Opened, home: Wait, qtbot: QtBot
) -> None:
    desk = clash[0]
    page = opened(desk)
    assert page.chips.value == "conflicts"
    before = len(desk.read(conflicts, Conflicts()))
    line, [column] = page.conflicts.line, page.conflicts.choices
    assert line is not None
    kept, lost = page.conflicts.choices[column].buttons()
    assert kept.isChecked()
    assert {kept.text(), lost.text()} in ({"王方", "王芳芳"}, {"男", "女"})
    assert "现在是" in kept.accessibleName()
    kept.setFocus()
    qtbot.keyClick(kept, Qt.Key.Key_Right)
    assert lost.isChecked()
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    home()
    left = desk.read(conflicts, Conflicts())
    assert (len(left), line.id in {each.id for each in left}) == (before - 1, False)


def test_a_dispute_shows_both_sides_and_a_statement_is_given_by_keyboard(
    manager: Desk, opened: Opened, home: Wait, qtbot: QtBot, place: House
) -> None:
    joining.join(manager, place.invitation(), place.way)
    manager.write(open_dispute, filed(manager))
    page = opened(manager)
    assert page.chips.value == "disputes"
    page.disputes.form.go_to("statement")
    qtbot.keyClicks(page.disputes.statement.text, "wo men xian jie dai")
    qtbot.keyClick(page.disputes.statement.text, Qt.Key.Key_S, CTRL)
    home()
    [line] = manager.read(disputes, Disputes())
    assert line.statement == "wo men xian jie dai"
    qtbot.keyClick(page.disputes.table.view, Qt.Key.Key_Return)
    assert shell(page).opened == [("customer", line.customer_id)]


def test_what_is_typed_stays_while_an_exchange_brings_news(
    manager: Desk, opened: Opened, home: Wait, lanes: Lanes, place: House
) -> None:
    joining.join(manager, place.invitation(), place.way)
    manager.write(open_dispute, filed(manager))
    page = opened(manager)
    page.disputes.statement.set_value("typed")
    lanes.changed.emit(frozenset({"dispute", "conflict"}))
    page.changed(frozenset({"dispute"}))
    home()
    assert page.disputes.statement.value() == "typed"


def test_offline_is_said_calmly_and_trouble_in_words(
    manager: Desk, opened: Opened, home: Wait, qtbot: QtBot, place: House
) -> None:
    desk = joining.join(manager, place.invitation(), place.way).desk
    place.down = True
    page = opened(desk, lambda check, tell: sync_now(desk, check=check, tell=tell, way=place.way))
    qtbot.keyClick(page, Qt.Key.Key_F5)
    home()
    assert page.card.state.text().startswith("离线")
    assert "照常工作" in page.card.said.text()
    assert page.banner.text == ""
    place.down = False
    qtbot.keyClick(page, Qt.Key.Key_F5)
    home()
    assert page.card.state.text() == "已同步"


def test_a_parcel_is_made_into_a_folder(
    manager: Desk, opened: Opened, home: Wait, place: House, tmp_path: Path
) -> None:
    desk = joining.join(manager, place.invitation(), place.way).desk
    page = opened(desk)
    page.parcels.make(tmp_path)
    home()
    assert list(tmp_path.glob("*.parcel"))
    assert "送到总部" in page.banner.text


def test_a_parcel_that_is_not_for_this_desk_is_told(
    manager: Desk, opened: Opened, home: Wait, place: House, tmp_path: Path
) -> None:
    told: list[str] = []
    Lanes.current().unhandled.connect(lambda failure: told.append(failure.code))
    page = opened(joining.join(manager, place.invitation(), place.way).desk)
    page.parcels.make(tmp_path)
    home()
    page.take_file(next(tmp_path.glob("*.parcel")))
    home()
    assert told == ["parcel.for_hq"]


def test_every_part_has_a_name_and_no_key_is_taken_twice(refused: Member, opened: Opened) -> None:
    from ui.shell.help import doubles

    page = opened(refused.at("liwen"))
    named = [
        each for each in page.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]  # fmt: skip
    assert [each for each in named if not each.accessibleName()] == []
    taken = [a for a in page.page_actions if a.shortcutContext().name == "WindowShortcut"]
    assert doubles(taken) == set()


def test_trouble_that_a_person_can_mend_is_told_on_the_page(
    manager: Desk, opened: Opened, home: Wait, place: House
) -> None:
    desk = joining.join(manager, place.invitation(), place.way).desk

    def exchange(check: bool, tell: object):
        del check, tell
        raise Trouble("sync.hq_certificate_expired")

    page = opened(desk, exchange)
    page.exchange_now()
    home()
    assert "证书" in page.banner.text
