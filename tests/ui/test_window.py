"""The window: pages, keys, lock, languages, and leaving it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from showroom.desk import Desk
from showroom.staff.commands import SignIn, sign_in
from showroom.staff.drafts import FindDraft, find_draft
from tests.conftest import PASSWORD
from tests.ui.some_page import ENTRIES, SomePage
from ui import joinery
from ui.context import Person
from ui.kit.dialogs import Sheet
from ui.kit.labels import Label
from ui.memory import FileMemory
from ui.pages.signin import SignInPage
from ui.shell.help import doubles
from ui.shell.looks import Looks
from ui.window import Window
from ui.words import language, words
from ui.work import Lanes

Home = Callable[[], None]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def memory(tmp_path: Path) -> FileMemory:
    return FileMemory(tmp_path / "window")


@pytest.fixture
def looks(chinese: QApplication, memory: FileMemory) -> Iterator[Looks]:
    made = Looks(chinese, memory)
    yield made
    made.speak("zh_CN")
    made.deleteLater()


@pytest.fixture
def window(
    looks: Looks, memory: FileMemory, manager: Desk, lanes: Lanes, qtbot: QtBot
) -> Iterator[Window]:
    del lanes
    clock = manager.ports.clock
    made = Window(memory, looks, clock)
    made.entries = ENTRIES
    qtbot.addWidget(made, before_close_func=_let_close)
    actor = manager.actor
    assert actor is not None
    person = Person(actor.staff_id, actor.login, actor.name, "店长", "南京河西店")
    ground = joinery.Ground(memory, made, clock)

    def unlock(login: str, password: str) -> object:
        return sign_in(manager, SignIn(login, password))

    made.enter(joinery.context(manager, person, ground), unlock)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made._leaving = True  # noqa: SLF001 - nothing of a test is worth asking about


def _let_close(window: QWidget) -> None:
    window._leaving = True  # type: ignore[attr-defined]  # noqa: SLF001


def page_of(window: Window) -> SomePage:
    assert window.workspace is not None
    page = window.workspace.page
    assert isinstance(page, SomePage)
    return page


def test_a_page_is_built_when_first_opened_and_a_missing_one_is_not_listed(window: Window) -> None:
    workspace = window.workspace
    assert workspace is not None
    assert [entry.key for entry in workspace.entries] == ["visit", "customer"]
    assert list(workspace.pages) == ["visit"]


def test_pages_open_by_key_and_the_focus_is_where_work_begins(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, ALT)
    assert window.workspace is not None
    assert window.workspace.header.title == "客户档案"
    assert QApplication.focusWidget() is page_of(window).line
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.workspace.header.title == "来店登记"


def test_the_header_tells_day_and_outlet(window: Window) -> None:
    workspace = window.workspace
    assert workspace is not None
    texts = [label.text() for label in workspace.header.findChildren(Label)]
    assert "11 月 22 日 周日 · 南京河西店" in texts


def test_the_search_finds_pages_and_customers(window: Window, qtbot: QtBot, home: Home) -> None:
    workspace = window.workspace
    assert workspace is not None
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert QApplication.focusWidget() is workspace.search
    qtbot.keyClicks(workspace.search, "khda")
    assert workspace.search.finds()[0].title.startswith("客户")
    home()
    qtbot.keyClick(workspace.search, Qt.Key.Key_Return)
    assert workspace.shown == "customer"


def test_a_written_table_rereads_the_page_shown_and_the_hidden_one_when_shown(
    window: Window,
) -> None:
    shown = page_of(window)
    window.open_page("customer")
    hidden, shown = shown, page_of(window)
    before = (hidden.rereads, shown.rereads)
    Lanes.current().changed.emit(frozenset({"customer", "visit"}))
    assert (hidden.rereads, shown.rereads) == (before[0], before[1] + 1)
    window.open_page("visit")
    assert hidden.rereads == before[0] + 1


def test_a_record_opens_on_the_page_that_holds_its_kind(window: Window) -> None:
    key = uuid4()
    window.open_record("customer", key)
    assert page_of(window).opened == [key]


def test_no_two_actions_answer_to_one_key(window: Window) -> None:
    workspace = window.workspace
    assert workspace is not None and window.menu is not None  # noqa: PT018
    everywhere = [*window.menu.everywhere, *workspace.actions()]
    for key in ("visit", "customer"):
        window.open_page(key)
        assert doubles([*everywhere, *workspace.actions_of_page()]) == set()


def test_help_lists_every_action_with_its_key(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(Sheet)
    assert sheet is not None
    texts = {label.text() for label in sheet.findChildren(Label)}
    assert {"试驾", "Ctrl+T", "锁定", "Ctrl+L", "F1"} <= texts


def test_the_lock_hides_the_page_and_keeps_what_is_typed(
    window: Window, qtbot: QtBot, home: Home, manager: Desk
) -> None:
    qtbot.keyClicks(page_of(window).line, "Wang")
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    home()
    assert window.locked
    assert not page_of(window).isVisible()
    assert manager.read(find_draft, FindDraft("visit.some")) is not None
    door = window.findChild(SignInPage)
    assert door is not None
    qtbot.keyClicks(door.password.line, PASSWORD)
    qtbot.keyClick(door.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.locked)
    assert page_of(window).line.text() == "Wang"


def test_keys_do_nothing_behind_the_lock(window: Window, qtbot: QtBot, home: Home) -> None:
    window.lock()
    home()
    qtbot.keyClick(window, Qt.Key.Key_2, ALT)
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window.workspace is not None
    assert window.workspace.shown == "visit"
    assert window.locked


def test_a_change_of_language_rebuilds_the_pages_and_keeps_what_is_typed(
    window: Window, qtbot: QtBot, looks: Looks
) -> None:
    qtbot.keyClicks(page_of(window).line, "Wang")
    looks.speak("en")
    assert language() == "en"
    assert words("kit.save") == "Save"
    assert page_of(window).line.text() == "Wang"
    assert page_of(window).entry.save_action.text() == "Save"
    assert window.workspace is not None
    assert window.workspace.rail.state == "Standalone"


def test_text_sizes_change_without_a_restart(window: Window, looks: Looks) -> None:
    before = page_of(window).line.sizeHint().height()
    looks.grow(1)
    assert page_of(window).line.sizeHint().height() > before
    looks.write("normal")


def test_the_rail_shrinks_to_icons_in_a_narrow_window(window: Window, qtbot: QtBot) -> None:
    workspace = window.workspace
    assert workspace is not None
    window.resize(QSize(1366, 768))
    qtbot.waitUntil(lambda: not workspace.rail.narrow)
    window.resize(QSize(1093, 614))
    qtbot.waitUntil(lambda: workspace.rail.narrow)
    assert window.width() == 1093
    for made in workspace.rail.findChildren(QAbstractButton):
        assert made.accessibleName()


def test_leaving_with_something_typed_asks_and_staying_is_safe(
    window: Window, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page_of(window).line, "Wang")
    window.close()
    sheet = window.findChild(Sheet)
    assert sheet is not None
    assert window.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert page_of(window).line.text() == "Wang"


def test_leaving_keeps_the_draft_when_told_so(
    window: Window, qtbot: QtBot, home: Home, manager: Desk
) -> None:
    qtbot.keyClicks(page_of(window).line, "Wang")
    window.close()
    sheet = window.findChild(Sheet)
    assert sheet is not None
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.isVisible())
    home()
    kept = manager.read(find_draft, FindDraft("visit.some"))
    assert kept is not None
    assert kept.body == {"name": "Wang"}


def test_page_and_place_are_found_again(window: Window, memory: FileMemory) -> None:
    window.open_page("customer")
    memory.flush()
    assert FileMemory(memory._file.parent).recall("page") == "customer"  # noqa: SLF001


def test_every_focusable_widget_has_a_name(window: Window) -> None:
    nameless = [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _name(widget)
    ]
    assert nameless == []


def test_undo_in_a_text_takes_back_the_edit(window: Window, qtbot: QtBot) -> None:
    line = page_of(window).line
    qtbot.keyClicks(line, "W")
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert line.text() == ""


def _name(widget: QWidget) -> str:
    seen = QAccessible.queryAccessibleInterface(widget)
    if seen is None:
        return widget.accessibleName()
    if isinstance(widget, QLineEdit) and widget.accessibleName() == "":
        return ""
    return seen.text(QAccessible.Text.Name)


def test_a_file_dropped_anywhere_goes_to_the_page_that_takes_it(
    window: Window, tmp_path: Path
) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "台账.XLSX"))])
    other = QMimeData()
    other.setUrls([QUrl.fromLocalFile(str(tmp_path / "photo.png"))])
    assert window.workspace is not None
    for held in (other, dropped):
        event = QDropEvent(
            QPointF(50, 50),
            Qt.DropAction.CopyAction,
            held,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        window.workspace.dropEvent(event)
    assert window.workspace.shown == "customer"
    assert [file.name for file in page_of(window).files] == ["台账.XLSX"]
