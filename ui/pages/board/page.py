"""The board page: a date, its tiles, courses, consultants; any figure opens its records."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.board.queries import NOBODY, Board, BoardOf, board, indicators
from showroom.board.rules import Span
from showroom.dayclose.queries import DayOf, Standing, standing
from showroom.kpi.records import Period
from showroom.kpi.rules import Figure
from ui.context import Context
from ui.kit.notices import card
from ui.kit.page import Page, scrolled
from ui.pages.board.cards import (
    CloseCard,
    FunnelCard,
    Indicator,
    IndicatorsCard,
    SeriesCard,
    Tiles,
)
from ui.pages.board.grid import FigureGrid, Picked
from ui.parts.chips import Chips
from ui.parts.figures.dayswitch import DaySwitch
from ui.parts.figures.opener import Opener
from ui.words import words

_ROOM_FOR_TWO = 780
_MARGINS = 40
_KEYS = {Span.DAY: "D", Span.WEEK: "W", Span.MONTH: "M"}


class BoardPage(Page):
    """今日看板."""

    key = "board"
    reads = frozenset(
        {
            "visit", "test_drive", "quote", "contract", "contract_line", "receipt", "customer",
            "follow_up", "lost_record", "approval", "lead_clash", "target", "day_close", "staff",
        }
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.switch = DaySwitch(self, context.today)
        self.spans: Chips[Span] = Chips(
            [(span, words(f"board.span_{span.lower()}")) for span in Span]
        )
        self.tiles = Tiles()
        self.series = SeriesCard()
        self.funnel = FunnelCard()
        self.grid = FigureGrid()
        self.close_card = CloseCard(context.zone)
        self.indicators = IndicatorsCard(context.memory)
        self.shown_board: Board | None = None
        self.opener = Opener(self)
        self._today = context.today()
        self._across = 0
        for span, key in _KEYS.items():
            self.action(words(f"board.span_{span.lower()}"), key, self._chooser(span))
        self._lay_out()
        self._connect()

    @override
    def shown(self) -> None:
        self.tiles.tiles[0].setFocus()

    @override
    def reread(self) -> None:
        self._follow_today()
        query = BoardOf(self.switch.day, self.spans.value)
        self.read(board, query).done(self._show).start(self)
        self.read(standing, DayOf(query.day)).done(self._show_standing).start(self)
        self.read(indicators, query).done(lambda found: self._show_all(query, found)).start(self)

    def open_figure(self, figure: Figure, who: UUID | None = None, name: str = "") -> None:
        """Show the records of a figure of the period shown, of one consultant if named."""
        if self.shown_board is not None:
            self.opener.figure(figure.code, self.shown_board.period, who, name)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= _ROOM_FOR_TWO else 1)
        self._fill()

    def _fill(self) -> None:
        """Let the first cards take the height of the window, and never less than they need."""
        room = self.height() - _MARGINS if self._across > 1 else 0
        layout = self._first.layout()
        needed = layout.minimumSize().height() if layout else 0
        self._first.setMinimumHeight(max(needed, room))

    def _follow_today(self) -> None:
        """A board left on today goes on to the new day after midnight."""
        now, was = self.context.today(), self._today
        self._today = now
        if now != was and self.switch.day == was:
            self.switch.blockSignals(True)
            self.switch.go(now)
            self.switch.blockSignals(False)
        self.switch.refresh()

    def _show(self, found: Board) -> None:
        if (found.day, found.span) != (self.switch.day, self.spans.value):
            return
        self.shown_board = found
        for part in (self.tiles, self.series, self.funnel, self.grid):
            part.show_board(found)
        self._fill()

    def _show_standing(self, found: Standing) -> None:
        if found.state.day == self.switch.day:
            self.close_card.show_standing(found)
            self._fill()

    def _show_all(self, query: BoardOf, found: tuple[Figure, ...]) -> None:
        if query == BoardOf(self.switch.day, self.spans.value):
            self.indicators.show_figures(found)

    def _open_step(self, place: int) -> None:
        self.open_figure(self.funnel.figures[place])

    def _open_day(self, place: int) -> None:
        day = self.series.points[place].day
        self.opener.figure("traffic", Period(day, day))

    def _open_cell(self, cell: Picked) -> None:
        self.open_figure(cell.figure, cell.staff_id, cell.name)

    def _open_indicator(self, line: Indicator | None) -> None:
        if line is not None:
            self.open_figure(line.figure)

    def _settle(self, code: str) -> None:
        if code == "dayclose.earlier_open":
            self._to_close()
        else:
            self.opener.loose_end(self.switch.day, code)

    def _to_close(self) -> None:
        self.context.shell.open_record("day", NOBODY, day=self.switch.day)

    def _chooser(self, span: Span) -> Callable[[], None]:
        return lambda: self._choose(span)

    def _choose(self, span: Span) -> None:
        self.spans.choose(span)
        self.reread()

    def _connect(self) -> None:
        self.switch.moved.connect(lambda _day: self.reread())
        self.spans.chosen.connect(lambda _span: self.reread())
        self.tiles.opened.connect(self.open_figure)
        self.series.chart.activated.connect(self._open_day)
        self.funnel.chart.activated.connect(self._open_step)
        self.grid.opened.connect(self._open_cell)
        self.indicators.table.opened.connect(self._open_indicator)
        self.close_card.checks.asked.connect(self._settle)
        self.close_card.go.clicked.connect(lambda _checked: self._to_close())

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.switch)
        line.addStretch(1)
        line.addWidget(self.spans)
        people, column = card(title=words("board.consultants"))
        column.addWidget(self.grid)
        column.addStretch(1)
        self._cards = (self.series.frame, self.funnel.frame, people, self.close_card.frame)
        self._grid = QGridLayout()
        self._grid.setSpacing(14)
        self._first = QWidget()
        first = QVBoxLayout(self._first)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(14)
        first.addLayout(line)
        first.addWidget(self.tiles)
        first.addLayout(self._grid, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(14)
        column.addWidget(self._first)
        column.addWidget(self.indicators.frame)
        self._arrange(2)
        self.body.addWidget(scrolled(inner))

    def _arrange(self, across: int) -> None:
        """Put the cards in two columns, or below each other where there is no room."""
        if across == self._across:
            return
        self._across = across
        for place, frame in enumerate(self._cards):
            self._grid.addWidget(frame, *divmod(place, across))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2 if across > 1 else 0)
