"""Fields for days and moments: typed freely, shown yyyy-MM-dd HH:mm, stepped by arrow keys."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction
from typing_extensions import override

from showroom.errors import Refusal
from ui.formats import plain
from ui.icons import icon
from ui.kit.fields.number import SteppedField
from ui.kit.fields.text import V
from ui.theme import dress_calendar
from ui.words import words

SHANGHAI = timezone(timedelta(hours=8), "UTC+8")
_RELATIVE = {"昨天": -1, "今天": 0, "明天": 1, "后天": 2, "today": 0, "tomorrow": 1}
_DAY_END, _HOUR_END = 10, 13


class _CalendarField(SteppedField[V]):
    """A field with a calendar that F4 or Alt+Down opens."""

    def __init__(
        self, name: str, label: str, today: Callable[[], date], *, required: bool, hint: str
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self.today = today
        opens = QAction(icon("calendar", "muted"), words("kit.open_calendar"), self)
        opens.triggered.connect(self.open_calendar)
        self.line.addAction(opens, QLineEdit.ActionPosition.TrailingPosition)

    def take_day(self, day: date) -> None:
        """Put that day into the field."""
        raise NotImplementedError

    def shown_day(self) -> date | None:
        """The day the field holds, None if it holds none."""
        raise NotImplementedError

    def open_calendar(self) -> None:
        """Show a calendar under the field; Enter takes the day, Esc closes."""
        menu = QMenu(self)
        calendar = QCalendarWidget()
        dress_calendar(calendar)
        start = self.shown_day() or self.today()
        calendar.setSelectedDate(QDate(start.year, start.month, start.day))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.activated.connect(lambda picked: self._picked(menu, picked))
        calendar.clicked.connect(lambda picked: self._picked(menu, picked))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height())))
        calendar.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt_down = (
                event.key() == Qt.Key.Key_Down
                and event.modifiers() & Qt.KeyboardModifier.AltModifier
            )
            if event.key() == Qt.Key.Key_F4 or alt_down:
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def _picked(self, menu: QMenu, picked: QDate) -> None:
        self.take_day(date(picked.year(), picked.month(), picked.day()))
        self._touched()
        menu.close()


class DateField(_CalendarField[date]):
    """A day; `11-28`, `1128`, `2026/11/28`, 明天 and `+3` are understood."""

    def __init__(
        self,
        name: str,
        label: str,
        today: Callable[[], date],
        *,
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(name, label, today, required=required, hint=hint)
        self.placeholder("yyyy-MM-dd")

    @override
    def read(self, typed: str) -> date:
        found = read_day(typed, self.today())
        if found is None:
            raise Refusal("kit.date_unreadable", field=self.name)
        return found

    @override
    def write(self, value: date) -> str:
        return value.isoformat()

    @override
    def step(self, by: int) -> None:
        start = self.shown_day()
        self.take_day(start + timedelta(days=by) if start else self.today())

    @override
    def take_day(self, day: date) -> None:
        self._retype(self.write(day))

    @override
    def shown_day(self) -> date | None:
        return read_day(self.line.text(), self.today())


class DateTimeField(_CalendarField[datetime]):
    """A moment to the minute, typed and shown in the outlet's zone, given as aware UTC.

    Up and Down change the part the cursor is in: day, hour, or minute by five.
    """

    def __init__(
        self,
        name: str,
        label: str,
        today: Callable[[], date],
        *,
        required: bool = False,
        zone: tzinfo = SHANGHAI,
    ) -> None:
        super().__init__(name, label, today, required=required, hint="")
        self._zone = zone
        self.placeholder("yyyy-MM-dd HH:mm")

    @override
    def read(self, typed: str) -> datetime:
        local = self._local(typed)
        if local is None:
            raise Refusal("kit.moment_unreadable", field=self.name)
        return local.astimezone(UTC)

    @override
    def write(self, value: datetime) -> str:
        return f"{value.astimezone(self._zone):%Y-%m-%d %H:%M}"

    @override
    def step(self, by: int) -> None:
        start = self._local(self.line.text())
        if start is None:
            self._retype(f"{self.today().isoformat()} 09:00")
            return
        place = self.line.cursorPosition()
        self._retype(f"{start + _shift(place, by):%Y-%m-%d %H:%M}")
        self.line.setCursorPosition(place)

    @override
    def take_day(self, day: date) -> None:
        start = self._local(self.line.text())
        hour = f"{start:%H:%M}" if start else "09:00"
        self._retype(f"{day.isoformat()} {hour}")

    @override
    def shown_day(self) -> date | None:
        start = self._local(self.line.text())
        return start.date() if start else None

    def _local(self, typed: str) -> datetime | None:
        return read_moment(typed, self.today(), self._zone)


def read_day(typed: str, today: date) -> date | None:
    """The day meant by what was typed, None if it cannot be told; no year means the nearest."""
    text = plain(typed).lower().replace(" ", "")
    if text in _RELATIVE:
        return today + timedelta(days=_RELATIVE[text])
    if found := re.fullmatch(r"([+-]\d{1,4})", text):
        return today + timedelta(days=int(found[1]))
    parts = _day_parts(text)
    if parts is None:
        return None
    year, month, day = parts
    try:
        return date(year, month, day) if year else _nearest(month, day, today)
    except ValueError:
        return None


def read_moment(typed: str, today: date, zone: tzinfo) -> datetime | None:
    """The moment meant by a day and a time, or by a time alone (today), in that zone."""
    text = plain(typed)
    found = re.fullmatch(r"(?:(.*?)[\sT]+)?(\d{1,2})(?::|点)?(\d{2})?", text)
    if not found or (found[1] is None and not re.search(r"[:点]|^\d{3,4}$", text)):
        return None
    on = read_day(found[1], today) if found[1] else today
    hour, minute = int(found[2]), int(found[3] or 0)
    try:
        return datetime.combine(on, time(hour, minute), zone) if on else None
    except ValueError:
        return None


def _shift(place: int, by: int) -> timedelta:
    """How far to move when the cursor is at that place of `yyyy-MM-dd HH:mm`."""
    if place <= _DAY_END:
        return timedelta(days=by)
    return timedelta(hours=by) if place <= _HOUR_END else timedelta(minutes=5 * by)


def _day_parts(text: str) -> tuple[int, int, int] | None:
    found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text) or re.fullmatch(
        r"(?:(\d{4}|\d{2})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?", text
    )
    if found:
        year = found[1] or "0"
        return int(f"20{year}" if len(year) == len("26") else year), int(found[2]), int(found[3])
    if re.fullmatch(r"\d{4}", text):
        return 0, int(text[:2]), int(text[2:])
    return None


def _nearest(month: int, day: int, today: date) -> date:
    """That day of the year nearest to today, so that 01-05 typed in December is next year's."""
    years = (today.year - 1, today.year, today.year + 1)
    return min((date(year, month, day) for year in years), key=lambda on: abs(on - today))
