"""A page for tests of the shell."""

from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QLineEdit

from ui.context import Context
from ui.kit.fields import LineField
from ui.kit.page import Page
from ui.pages import PageEntry


class SomePage(Page):
    """One form, one action, and a count of its rereads."""

    key = "visit"
    reads = frozenset({"visit"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rereads = 0
        self.opened: list[UUID] = []
        self.files: list[Path] = []
        self.entry = self.form("some", lambda: None)
        self.name = self.entry.add(LineField("name", "姓名"))
        self.body.addWidget(self.entry)
        self.action("试驾", "Ctrl+T", lambda: None, in_header=True)

    @property
    def title(self) -> str:
        return "来店登记"

    @property
    def line(self) -> QLineEdit:
        return self.name.line

    def reread(self) -> None:
        self.rereads += 1

    def shown(self) -> None:
        self.entry.go_to("name")

    def take_file(self, file: Path) -> None:
        self.files.append(file)

    def open_record(self, kind: str, key: UUID, **more: object) -> None:
        del kind, more
        self.opened.append(key)


class OtherPage(SomePage):
    """Another page with the same look."""

    key = "customer"
    reads = frozenset({"customer"})

    @property
    def title(self) -> str:
        return "客户档案"


ENTRIES = (
    PageEntry("visit", "visit", "tests.ui.some_page:SomePage", "Alt+1", ("visit",)),
    PageEntry(
        "customer",
        "customer",
        "tests.ui.some_page:OtherPage",
        "Alt+2",
        ("customer",),
        files=(".xlsx",),
    ),
    PageEntry("gone", "outlet", "ui.pages.not_built:GonePage", "Alt+3"),
)
