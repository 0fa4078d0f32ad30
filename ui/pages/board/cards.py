"""The cards of the board: tiles, courses, funnel, what is left before closing, indicators."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.board.form import TileWords, overdue_words, ratio_words, share_words, tile_words
from showroom.board.queries import Board, DayPoint
from showroom.dayclose.queries import CheckState, ClosedDay, Standing
from showroom.kpi.rules import Figure, said
from showroom.terms import DayStatus
from ui import theme
from ui.charts.daily import Daily
from ui.charts.funnel import Funnel, Step
from ui.charts.widget import Legend, daily_chart, funnel_chart
from ui.context import Memory
from ui.formats import moment
from ui.kit.delegates import dress
from ui.kit.labels import Label, button, mark, plain_label
from ui.kit.notices import card
from ui.kit.table import Column, Table
from ui.kit.tiles import Kpi, KpiTile
from ui.parts.figures.checklist import CheckList, Progress
from ui.words import words

_ROOM_FOR_SIX = 73  # times the small text's size
_TILES = 6
_CHECKS = 4


def headed(title: str, aside: QWidget) -> tuple[QFrame, QVBoxLayout]:
    """A card whose heading has something at its right."""
    frame, column = card()
    line = QHBoxLayout()
    line.addWidget(plain_label(title, "heading"))
    line.addStretch(1)
    line.addWidget(aside)
    column.addLayout(line)
    return frame, column


class Tiles(QWidget):
    """Six tiles in a row, or in two where there is no room. `opened` carries the figure."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.tiles = [KpiTile() for _ in range(_TILES)]
        self._figures: list[Figure] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(14)
        for place, tile in enumerate(self.tiles):
            tile.activated.connect(self._opener(place))
        self._lay_out(_TILES)

    def show_board(self, board: Board) -> None:
        """Show the tiles of a board."""
        shown = [tile_words(tile, board, words) for tile in board.tiles]
        shown.append(overdue_words(board.overdue, words))
        self._figures = [*(tile.figure for tile in board.tiles), board.overdue.figure]
        for tile, said_so in zip(self.tiles, shown, strict=True):
            tile.show_kpi(_kpi(said_so))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = _ROOM_FOR_SIX * theme.tokens().text.small
        self._lay_out(_TILES if self.width() >= room else _TILES // 2)

    def _lay_out(self, across: int) -> None:
        if across != self._across:
            self._across = across
            for place, tile in enumerate(self.tiles):
                self._grid.addWidget(tile, *divmod(place, across))

    def _opener(self, place: int) -> Callable[[], None]:
        return lambda: self._open(place)

    def _open(self, place: int) -> None:
        if place < len(self._figures):
            self.opened.emit(self._figures[place])


def _kpi(said_so: TileWords) -> Kpi:
    return Kpi(
        label=said_so.label,
        figure=said_so.figure,
        basis=said_so.basis,
        note=said_so.note,
        tone=said_so.tone,
        course=said_so.course,
    )


class SeriesCard:
    """Visits and drives over the fortnight; `points` are the days shown."""

    def __init__(self) -> None:
        names = (words("board.series_visits"), words("board.series_drives"))
        legend = Legend(((names[0], "chart_now"), (names[1], "chart_line")))
        self.frame, column = headed(words("board.series"), legend)
        self.chart = daily_chart(words("board.series"), words("board.series_empty"))
        self.chart.setMinimumHeight(136)
        column.addWidget(self.chart, 1)
        self.points: tuple[DayPoint, ...] = ()

    def show_board(self, board: Board) -> None:
        """Show the fortnight of a board."""
        self.points = board.series
        self.chart.show_data(
            Daily(
                tuple(f"{point.day:%m-%d}" for point in board.series),
                tuple(point.visits for point in board.series),
                tuple(point.drives for point in board.series),
                words("board.series_visits"),
                words("board.series_drives"),
            )
        )


class FunnelCard:
    """From the first visit to the delivery; `figures` are the steps shown."""

    def __init__(self) -> None:
        self.frame, column = card()
        self._heading = plain_label("", "heading")
        column.addWidget(self._heading)
        self.chart = funnel_chart(words("board.funnel_day"), words("board.funnel_empty"))
        self.chart.setMinimumHeight(136)
        column.addWidget(self.chart, 1)
        self.figures: tuple[Figure, ...] = ()

    def show_board(self, board: Board) -> None:
        """Show the funnel of a board."""
        heading = words(f"board.funnel_{board.span.value.lower()}")
        self._heading.setText(heading)
        self.chart.setAccessibleName(heading)
        self.figures = tuple(figure for figure, _ in board.funnel)
        steps = [
            Step(
                words(f"board.step_{figure.code}"),
                max(0, int(figure.top)),
                share_words(figure, share, words),
            )
            for figure, share in board.funnel
        ]
        self.chart.show_data(Funnel(tuple(steps)))


class CloseCard:
    """What is left before the date can close, and the way to its closing."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._done = Label("", "muted")
        self.frame, column = headed(words("dayclose.checks"), self._done)
        self._progress = Progress()
        column.addWidget(self._progress)
        self.checks = CheckList()
        column.addWidget(self.checks)
        self._sealed = plain_label("", "muted", wrap=True)
        column.addWidget(self._sealed)
        column.addStretch(1)
        self.go = button(words("board.open_close"), "normal", key="Alt+7")
        column.addWidget(self.go)

    def show_standing(self, standing: Standing) -> None:
        """Show the checks of a date: what is loose first, as far as there is room."""
        every = len(standing.checks)
        closed = standing.status is DayStatus.CLOSED
        self._done.setText(words("dayclose.checks_done", done=standing.done, all=every))
        if closed:
            self._done.setText(words("board.closed"))
        self._sealed.setVisible(closed)
        if standing.closed is not None:
            self._sealed.setText(self._told(standing.closed))
        self._progress.show_part(1.0 if closed else standing.done / every)
        loose = sorted(standing.checks, key=lambda check: check.state is CheckState.GOOD)
        self.checks.show_checks(() if closed else loose[:_CHECKS])
        mark(self.go, kind="normal" if closed or standing.done < every else "primary")

    def _told(self, closed: ClosedDay) -> str:
        at = moment(closed.closed_at, self._zone)
        by = words("dayclose.sealed_by", name=closed.closed_by, at=at)
        records = words("dayclose.seal_records", count=closed.record_count)
        return f"{closed.doc_no}\n{by}\n{records}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A line of the list of all indicators."""

    figure: Figure

    @property
    def id(self) -> str:
        """What tells it from the others."""
        return self.figure.code


class IndicatorsCard:
    """Every indicator with its numerator, denominator and formula."""

    def __init__(self, memory: Memory) -> None:
        self.frame, column = card(title=words("board.indicators"))
        columns: list[Column[Indicator]] = [
            Column(words("board.indicator"), lambda line: words(f"kpi.{line.id}"), 180, "strong"),
            Column(words("board.value"), lambda line: said(line.figure, words), 110),
            Column(
                f"{words('board.above')} / {words('board.below')}",
                lambda line: ratio_words(line.figure, words),
                150,
                "muted",
            ),
            Column(
                words("board.formula"), lambda line: words(f"kpi.formula_{line.id}"), 0, "muted"
            ),
        ]
        self.table = Table("board.indicators", columns, memory).bare()
        self.table.named(words("board.indicators"))
        dress(self.table.view, "compact")
        self.table.setMinimumHeight(430)
        column.addWidget(self.table)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these indicators."""
        self.table.show_lines([Indicator(figure) for figure in figures])
