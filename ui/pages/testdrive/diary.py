"""The diary one books in: arrows walk over bookings and free half hours, Enter opens or books."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from ui import theme
from ui.charts.diary import (
    DiaryDay,
    Grid,
    Lit,
    Spot,
    clock,
    height_of,
    paint,
    paint_lanes,
    spots,
)
from ui.kit.page import scrolled

_NARROWEST = 96
_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_NOTHING = DiaryDay()


class DiaryView(QWidget):
    """The painted day. `opened` fires with a Spot on click, Enter or Space; `moved` on arrows."""

    opened = Signal(object)
    moved = Signal(object)

    def __init__(self, name: str, invite: str) -> None:
        super().__init__()
        self._name = name
        self._invite = invite
        self._day = _NOTHING
        self._cursor: Spot | None = None
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def cursor_spot(self) -> Spot | None:
        """Where the cursor is."""
        return self._cursor

    @property
    def day(self) -> DiaryDay:
        """The day shown."""
        return self._day

    def show_day(self, day: DiaryDay, chosen: int = -1) -> None:
        """Show that day, the cursor as near as may be to where it was; `chosen` block is open."""
        self._day, self._chosen = day, chosen
        at = self._cursor
        if at is None:
            self._put(self._nearest(0, max(day.now, day.opens)) if day.lanes else None)
        else:
            lane = min(at.lane, len(day.lanes) - 1)
            self._put(self._nearest(lane, at.begins) if day.lanes else None)
        self.updateGeometry()
        self.update()

    def go_to(self, lane: int, minute: int) -> None:
        """Put the cursor on that lane and minute."""
        self._put(self._nearest(lane, minute))

    def area(self, spot: Spot) -> QRectF:
        """Where a spot is painted."""
        return self._grid().area(spot)

    @override
    def sizeHint(self) -> QSize:
        return QSize(160 * max(2, len(self._day.lanes)), height_of(self._day))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60 + _NARROWEST * len(self._day.lanes), height_of(self._day))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = Lit(self._cursor, self._chosen, self.hasFocus(), self._invite)
        if not self.hasFocus() and self._cursor and self._cursor.block < 0:
            lit = Lit(None, self._chosen)
        paint(painter, QRectF(self.rect()), self._day, theme.tokens(), lit)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at = Qt.Key(event.key()), self._cursor
        plainly = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if at is None or not plainly or not self._walks(key, at):
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        spot = self._grid().spot_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self._put(spot)
            self.opened.emit(spot)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self._grid().spot_at(event.position())
        shape = Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._tell()
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._grid().spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._told(spot), self)
            return True
        return super().event(event)

    def _walks(self, key: Qt.Key, at: Spot) -> bool:
        """Move or open by a key; whether it was one of ours."""
        if key in _OPENS:
            self.opened.emit(at)
        elif key in _DOWN:
            self._step(at, _DOWN[key])
        elif key in _ACROSS:
            lane = at.lane + _ACROSS[key]
            if 0 <= lane < len(self._day.lanes):
                self._move(self._nearest(lane, at.begins))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._move(spots(self._day, at.lane)[0 if key == Qt.Key.Key_Home else -1])
        else:
            return False
        return True

    def _step(self, at: Spot, by: int) -> None:
        places = spots(self._day, at.lane)
        here = places.index(at) if at in places else 0
        self._move(places[max(0, min(len(places) - 1, here + by))])

    def _move(self, spot: Spot | None) -> None:
        self._put(spot)
        self.moved.emit(spot)

    def _put(self, spot: Spot | None) -> None:
        self._cursor = spot
        self._tell()
        self.update()

    def _nearest(self, lane: int, minute: int) -> Spot | None:
        places = spots(self._day, lane)
        covering = (spot for spot in places if spot.begins <= minute < spot.ends)
        near = min(places, key=lambda spot: abs(spot.begins - minute), default=None)
        return next(covering, near)

    def _grid(self) -> Grid:
        return Grid(QRectF(self.rect()).adjusted(0, 10, 0, -10), self._day)

    def _told(self, spot: Spot | None) -> str:
        """A place in words."""
        if spot is None:
            return ""
        lane = self._day.lanes[spot.lane]
        if spot.block >= 0:
            return self._day.blocks[spot.block].told
        return f"{lane.name} {clock(spot.begins)} {self._invite}"

    def _tell(self) -> None:
        self.setAccessibleDescription(self._told(self._cursor))


class _Heads(QWidget):
    """The names of the cars above the columns; they stay while the day scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.day = _NOTHING
        self.wide = 0
        self.left = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        text = theme.tokens().text
        return QSize(200, round((text.body + text.small) * 1.5) + 8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(-self.left, 0, self.wide or self.width(), self.height())
        paint_lanes(painter, rect, self.day, theme.tokens())
        painter.end()


class Diary(QWidget):
    """A day in a scroll area under the names of its cars."""

    def __init__(self, name: str, invite: str) -> None:
        super().__init__()
        self.view = DiaryView(name, invite)
        self._heads = _Heads()
        self._area = scrolled(self.view)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._area.horizontalScrollBar().valueChanged.connect(lambda _left: self._line_up())
        self.setFocusProxy(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heads)
        column.addWidget(self._area, 1)
        self.view.moved.connect(lambda _spot: self.reveal())
        self._area.viewport().installEventFilter(self)

    def show_day(self, day: DiaryDay, chosen: int = -1) -> None:
        """Show that day."""
        self._heads.day = day
        self._heads.update()
        self.view.show_day(day, chosen)

    def reveal(self) -> None:
        """Scroll to the cursor, with an hour around it."""
        spot = self.view.cursor_spot
        if spot is not None:
            at = self.view.area(spot).center()
            self._area.ensureVisible(round(at.x()), round(at.y()), 0, 110)

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._line_up)
            self.reveal()
        return False

    def _line_up(self) -> None:
        """Put the heads above their columns."""
        self._heads.wide = self.view.width()
        self._heads.left = self._area.horizontalScrollBar().value()
        self._heads.update()
