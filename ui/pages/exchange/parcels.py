"""Parcels by file dialogs: made into a folder, the answer read from its files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QFileDialog

from showroom.desk import Desk
from showroom.exchange import parcels
from showroom.exchange.parcels import Applied, Into, Made, Outcome
from ui.kit.page import Page
from ui.words import catalogue, words
from ui.work import Lane, Lanes, Work

FOLDER = "parcels_folder"
SUFFIX = ".parcel"


class Parcels:
    """What one does with parcels on the page of the exchange."""

    def __init__(self, page: Page, then: Callable[[bool], None]) -> None:
        self._page = page
        self._then = then

    def ask_and_make(self) -> None:
        """Ask for a folder and put what is unsent into a parcel there."""
        folder = self._folder()
        if folder is not None:
            self.make(folder)

    def make(self, folder: Path) -> None:
        """Put what is unsent into a parcel in the folder."""
        into = Into(folder, catalogue())
        self._run(lambda: parcels.make(self._desk, into), self._made, "exchange.parcel_make")

    def ask_and_join(self, invitation: str) -> None:
        """Ask for a folder and put the question to join into a parcel there."""
        folder = self._folder()
        if folder is None:
            return
        into = Into(folder, catalogue())
        self._run(
            lambda: parcels.join(self._desk, invitation, into), self._asked, "exchange.joining"
        )

    def ask_and_apply(self) -> None:
        """Ask for the files of an answer and take it in."""
        title, kind = words("exchange.parcel_apply"), words("exchange.parcel_files")
        chosen, _ = QFileDialog.getOpenFileNames(self._page, title, self._last(), kind)
        if chosen:
            self.apply([Path(each) for each in chosen])

    def apply(self, files: list[Path]) -> None:
        """Take in the answer in these files."""
        self._page.context.memory.keep(FOLDER, str(files[0].parent))
        self._run(lambda: parcels.apply(self._desk, files), self._applied, "exchange.parcel_apply")

    @property
    def _desk(self) -> Desk:
        return cast("Desk", self._page.context.desk)

    def _run(self, job: Callable[[], Any], then: Callable[[Any], None], title: str) -> None:
        Work(job).done(then).named(words(title)).start(self._page, Lane.SLOW)

    def _folder(self) -> Path | None:
        title = words("exchange.parcel_folder")
        chosen = QFileDialog.getExistingDirectory(self._page, title, self._last())
        if not chosen:
            return None
        self._page.context.memory.keep(FOLDER, chosen)
        return Path(chosen)

    def _last(self) -> str:
        return str(self._page.context.memory.recall(FOLDER) or Path.home())

    def _made(self, made: Made) -> None:
        files = _names(made)
        said = words("parcel.made", number=made.number, count=made.changes, files=files)
        self._say(f"{said} {words('parcel.send_on')}")
        self._then(False)

    def _asked(self, made: Made) -> None:
        said = words("parcel.made_join", files=_names(made))
        self._say(f"{said} {words('parcel.send_on')}")
        self._then(False)

    def _applied(self, done: Applied) -> None:
        facts: dict[str, object] = {"number": done.number}
        if done.joined is not None:
            facts |= {"outlet_name": done.joined.outlet_name, "desk": done.joined.desk_code}
        if done.told is not None:
            facts |= {"sent": done.told.sent, "laid": done.told.laid}
        self._say(words(done.outcome.word, **facts))
        if done.told is not None and done.told.tables:
            Lanes.current().changed.emit(done.told.tables)
        self._then(done.outcome is Outcome.JOINED)

    def _say(self, text: str) -> None:
        self._page.banner.say(text, "good")


def _names(made: Made) -> str:
    return words("exchange.list_mark").join(str(file) for file in made.files)
