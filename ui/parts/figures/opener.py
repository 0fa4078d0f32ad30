"""Opens what stands behind a figure or a loose end, for the pages that show them."""

from datetime import date
from uuid import UUID

from showroom.board.records import Records, RecordsOf, records_of
from showroom.dayclose.queries import LooseEnds, loose_ends
from showroom.kpi.line import RecordLine
from showroom.kpi.records import Period
from ui.kit.page import Page
from ui.parts.figures.records import LinesSheet, RecordsSheet
from ui.words import words


class Opener:
    """Reads records for a page and shows them; `sheet` is the dialog shown last."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.sheet: RecordsSheet | LinesSheet | None = None

    def figure(self, code: str, period: Period, who: UUID | None = None, name: str = "") -> None:
        """Show the records of a figure, of one consultant if named."""
        whose = name or words("board.store")
        heading = words("board.records_of", figure=words(f"kpi.{code}"), who=whose)
        work = self._page.read(records_of, RecordsOf(code, period, who))
        told = f"{heading} · {_days(period)}"
        work.done(lambda found: self._show(told, found)).start(self._page)

    def loose_end(self, day: date, code: str) -> None:
        """Show the records of a check: one alone at once on its page, more in a list."""
        work = self._page.read(loose_ends, LooseEnds(day, code))
        work.done(lambda lines: self._show_ends(code, lines)).start(self._page)

    def _show(self, heading: str, found: Records) -> None:
        self.sheet = RecordsSheet(self._page, heading, found, self._page.context)
        self.sheet.open()

    def _show_ends(self, code: str, lines: list[RecordLine]) -> None:
        if len(lines) == 1:
            self._page.context.shell.open_record(lines[0].page, lines[0].opens)
            return
        heading = words(code, count=len(lines))
        self.sheet = LinesSheet(self._page, heading, lines, self._page.context)
        self.sheet.open()


def _days(period: Period) -> str:
    if period.first == period.last:
        return period.first.isoformat()
    return words("board.period", first=period.first.isoformat(), last=period.last.isoformat())
