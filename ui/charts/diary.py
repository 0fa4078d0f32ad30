"""A day's bookings: one column for each car, time running down, and where one may still book."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import theme
from ui.charts.draw import CENTRE, LEFT, RIGHT, Brush, Mark
from ui.tokens import Tokens

GUTTER = 52.0
HOUR = 64.0
CELL = 30
"""Minutes between the free places one may walk over."""
_HOUR = 60
_LEAST = 15
_TWO_LINES = 40.0
_DAY = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Lane:
    """One car: its name, and a smaller line under it."""

    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One booking of a lane; minutes from midnight. `word` is its state, `tone` its colour."""

    lane: int
    begins: int
    ends: int
    title: str
    detail: str
    word: str
    tone: str
    told: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place one may stand on: a block of the day, or a free stretch (`block` -1)."""

    lane: int
    begins: int
    ends: int
    block: int = -1


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """A day with its lanes and blocks; `opens`, `closes` and `now` in minutes, now -1 if not."""

    lanes: tuple[Lane, ...] = ()
    blocks: tuple[Block, ...] = ()
    opens: int = 8 * _HOUR
    closes: int = 20 * _HOUR
    now: int = -1
    ghost: Block | None = None

    @property
    def first(self) -> int:
        """The first full hour shown: an early drive widens the day."""
        begins = min((block.begins for block in self.blocks), default=self.opens)
        return min(self.opens, max(0, begins)) // _HOUR * _HOUR

    @property
    def last(self) -> int:
        """The last full hour shown."""
        ends = max((block.ends for block in self.blocks), default=self.closes)
        return -(-max(self.closes, min(_DAY, ends)) // _HOUR) * _HOUR


def spots(day: DiaryDay, lane: int) -> tuple[Spot, ...]:
    """The places of a lane from top to bottom: its blocks, and half hours between them."""
    found: list[Spot] = []
    at = day.first
    mine = sorted((b.begins, place) for place, b in enumerate(day.blocks) if b.lane == lane)
    for begins, place in mine:
        found += _free(lane, at, begins)
        ends = day.blocks[place].ends
        found.append(Spot(lane, begins, ends, place))
        at = max(at, ends)
    return tuple(found + _free(lane, at, day.last))


def _free(lane: int, begins: int, ends: int) -> list[Spot]:
    """The free half hours of a stretch; less than a drive needs is no place."""
    found = []
    while ends - begins >= _LEAST:
        until = min(ends, begins // CELL * CELL + CELL)
        if until - begins >= _LEAST:
            found.append(Spot(lane, begins, until))
        begins = until
    return found


@dataclass(frozen=True, slots=True)
class Grid:
    """Where minutes and lanes are, in a rectangle."""

    rect: QRectF
    day: DiaryDay

    def y(self, minute: float) -> float:
        """The height of a minute."""
        share = (minute - self.day.first) / max(1, self.day.last - self.day.first)
        return self.rect.top() + share * self.rect.height()

    def column(self, lane: int) -> QRectF:
        """The column of a lane."""
        wide = (self.rect.width() - GUTTER) / max(1, len(self.day.lanes))
        return QRectF(
            self.rect.left() + GUTTER + lane * wide, self.rect.top(), wide, self.rect.height()
        )

    def area(self, place: Spot | Block) -> QRectF:
        """The box of a spot or block, a little smaller than its time."""
        column = self.column(place.lane)
        top, foot = self.y(max(place.begins, self.day.first)), self.y(min(place.ends, _DAY))
        return QRectF(column.left() + 4, top + 1, column.width() - 8, max(14.0, foot - top - 2))

    def spot_at(self, point: QPointF) -> Spot | None:
        """The spot under a point."""
        for lane in range(len(self.day.lanes)):
            for spot in spots(self.day, lane):
                if self.area(spot).contains(point):
                    return spot
        return None


@dataclass(frozen=True, slots=True)
class Lit:
    """What stands out: where the cursor is, the block that is open, whether the keys are here."""

    cursor: Spot | None = None
    chosen: int = -1
    focused: bool = False
    invite: str = ""


def height_of(day: DiaryDay) -> int:
    """How high a day is, in logical pixels."""
    return round((day.last - day.first) / _HOUR * HOUR) + 20


def paint(
    painter: QPainter, rect: QRectF, day: DiaryDay, look: Tokens, lit: Lit
) -> tuple[Mark, ...]:
    """Paints the day into `rect` (logical pixels), gives the marks of its blocks."""
    brush = Brush(painter, look)
    grid = Grid(rect.adjusted(0, 10, 0, -10), day)
    _lines(brush, grid)
    if day.first <= day.now <= day.last:
        _now(brush, grid)
    _invitation(brush, grid, lit)
    for place, block in enumerate(day.blocks):
        _block(brush, grid.area(block), block, chosen=place == lit.chosen)
    if day.ghost is not None and not lit.focused:
        _ghost(brush, grid.area(day.ghost), day.ghost)
    if lit.focused and lit.cursor is not None:
        brush.ring(grid.area(lit.cursor).adjusted(-1, -1, 1, 1))
    return tuple(Mark(place, grid.area(block)) for place, block in enumerate(day.blocks))


def paint_lanes(painter: QPainter, rect: QRectF, day: DiaryDay, look: Tokens) -> None:
    """Paints the heads of the columns into `rect`."""
    brush = Brush(painter, look)
    grid = Grid(rect, day)
    for place, lane in enumerate(day.lanes):
        box = grid.column(place).adjusted(8, 4, -4, -4)
        known = brush.font(look.text.body, bold=True)
        brush.text(
            QRectF(box.left(), box.top(), box.width(), known.height()), lane.name, _ink(look)
        )
        small = brush.font(look.text.small)
        under = QRectF(box.left(), box.top() + known.height(), box.width(), small.height())
        brush.text(under, lane.detail, look.colour.muted)


def _ink(look: Tokens) -> str:
    return look.colour.ink


def _lines(brush: Brush, grid: Grid) -> None:
    """The hours, the columns, and what of the day is past."""
    look, day, rect = brush.look, grid.day, grid.rect
    if day.now > day.first:
        past = QRectF(rect.left() + GUTTER, rect.top(), rect.width() - GUTTER, 0)
        past.setBottom(grid.y(min(day.now, day.last)))
        brush.painter.fillRect(past, theme.colour(look.colour.canvas))
    known = brush.font(look.text.tiny)
    for minute in range(day.first, day.last + 1, _HOUR):
        y = grid.y(minute)
        brush.line(QPointF(rect.left() + GUTTER, y), QPointF(rect.right(), y), look.colour.line)
        label = QRectF(rect.left(), y - known.height() / 2, GUTTER - 8, known.height())
        brush.text(label, f"{minute // _HOUR:02d}:00", look.colour.muted, RIGHT)
    for lane in range(len(day.lanes) + 1):
        x = grid.column(lane).left()
        brush.line(QPointF(x, rect.top()), QPointF(x, rect.bottom()), look.colour.line)


def _invitation(brush: Brush, grid: Grid, lit: Lit) -> None:
    """The free place the cursor is on, with what Enter does there."""
    spot = lit.cursor
    if spot is None or spot.block >= 0:
        return
    area, look = grid.area(spot), brush.look
    brush.bar(area, look.colour.accent_soft, 6)
    brush.font(look.text.small)
    said = f"{clock(spot.begins)}  {lit.invite}"
    brush.text(area.adjusted(8, 0, -4, 0), said, look.colour.accent_ink, LEFT)


def _block(brush: Brush, area: QRectF, block: Block, *, chosen: bool) -> None:
    look = brush.look
    brush.bar(area, getattr(look.colour, f"{block.tone}_soft"), 6)
    edge = getattr(look.colour, f"{block.tone}_ink")
    brush.bar(QRectF(area.left(), area.top(), 4, area.height()), edge, 2)
    if chosen:
        brush.painter.setPen(QPen(theme.colour(edge), 1.5))
        brush.painter.setBrush(Qt.BrushStyle.NoBrush)
        brush.painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)
    _said(brush, area.adjusted(11, 0, -8, 0), block, edge)


def _said(brush: Brush, inner: QRectF, block: Block, edge: str) -> None:
    """Who, on which route, and how it stands; on one line where there is no room for two."""
    look = brush.look
    two = inner.height() >= _TWO_LINES
    small = brush.font(look.text.tiny, bold=True)
    word = small.horizontalAdvance(block.word)
    line = QRectF(inner.left(), inner.top(), inner.width(), inner.height())
    if two:
        line = QRectF(inner.left(), inner.top() + 4, inner.width(), look.text.body * 1.5)
    brush.text(line, block.word, edge, RIGHT)
    known = brush.font(look.text.small, bold=True)
    room = line.width() - word - 8
    title = QRectF(line.left(), line.top(), min(room, known.horizontalAdvance(block.title) + 1), 0)
    title.setHeight(line.height())
    brush.text(title, block.title, look.colour.ink)
    brush.font(look.text.tiny if not two else look.text.small)
    rest = QRectF(title.right() + 8, line.top(), room - title.width() - 8, line.height())
    if two:
        rest = QRectF(inner.left(), line.bottom(), inner.width(), inner.bottom() - line.bottom())
        rest.setHeight(min(rest.height(), look.text.body * 1.4))
    if rest.width() > look.text.body:
        brush.text(rest, block.detail, look.colour.ink_soft)


def _ghost(brush: Brush, area: QRectF, block: Block) -> None:
    """The booking being typed."""
    look = brush.look
    pen = QPen(theme.colour(look.colour.accent), 1.5, Qt.PenStyle.DashLine)
    brush.painter.setPen(pen)
    brush.painter.setBrush(theme.colour(look.colour.surface))
    brush.painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)
    brush.font(look.text.small, bold=True)
    brush.text(area.adjusted(10, 0, -8, 0), block.title, look.colour.accent_ink)


def _now(brush: Brush, grid: Grid) -> None:
    """The line of the present minute, with its time in the gutter."""
    look, rect = brush.look, grid.rect
    y = grid.y(grid.day.now)
    brush.line(QPointF(rect.left() + GUTTER, y), QPointF(rect.right(), y), look.colour.bad, 2)
    known = brush.font(look.text.tiny, bold=True)
    high = known.height() + 2
    pill = QRectF(rect.left() + 2, y - high / 2, GUTTER - 6, high)
    brush.bar(pill, look.colour.bad, 7)
    brush.text(pill, clock(grid.day.now), look.colour.on_accent, CENTRE)


def clock(minute: int) -> str:
    """`14:30` of a minute of the day."""
    return f"{minute // _HOUR % 24:02d}:{minute % _HOUR:02d}"
