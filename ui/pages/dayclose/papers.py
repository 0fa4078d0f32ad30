"""The daily report of a closed date as a paper on screen and as a workbook."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from showroom.dayclose.document import daily_report, workbook
from showroom.dayclose.queries import DayOf, report
from ui.kit.page import Page
from ui.words import words
from ui.work import Lane, Work


class DayPapers:
    """Makes the report anew from what was stored: byte for byte the same every time."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def show(self, day: date) -> None:
        """Show the daily report with page, zoom, print and save."""
        desk, shell = self._page.context.desk, self._page.context.shell
        name = f"{words('dayclose.print')} {day.isoformat()}.pdf"
        work = Work(lambda: daily_report(desk.read(report, DayOf(day))))
        work.done(lambda pdf: shell.preview(pdf, name))
        work.named(words("dayclose.print")).start(self._page, Lane.SLOW)

    def ask_and_save(self, day: date) -> None:
        """Ask where, and write the daily report as a workbook."""
        folder = Path(self._page.context.memory.recall("papers_folder") or Path.home())
        suggested = folder / f"{words('dayclose.title')}-{day.isoformat()}.xlsx"
        name, _ = QFileDialog.getSaveFileName(
            self._page, words("dayclose.save_sheet"), str(suggested), "Excel (*.xlsx)"
        )
        if name:
            self.save(day, Path(name))

    def save(self, day: date, file: Path) -> None:
        """Write the workbook to that file, and say so."""
        desk = self._page.context.desk
        work = Work(lambda: _written(workbook(desk.read(report, DayOf(day))), file))
        work.done(self._told).named(words("dayclose.sheet")).start(self._page, Lane.SLOW)

    def _told(self, file: Path | None) -> None:
        if file is None:
            said = words("kit.not_saved", file=words("dayclose.sheet"))
            self._page.banner.say(said, "bad")
            return
        self._page.context.memory.keep("papers_folder", str(file.parent))
        self._page.context.shell.toast(words("dayclose.saved_sheet", file=str(file)), "good")


def _written(content: bytes, file: Path) -> Path | None:
    """The file once the bytes are in it; None where the disk refused."""
    try:
        file.write_bytes(content)
    except OSError:
        return None
    return file
