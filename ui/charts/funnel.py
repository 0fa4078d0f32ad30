"""Funnel bars: how many of each step reached the next."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.charts.draw import LEFT, RIGHT, Brush, Mark
from ui.tokens import Tokens, shade


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, how many reached it, and the conversion in words (`83%`, `15/18`)."""

    name: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Funnel:
    """Steps from the widest to the narrowest."""

    steps: tuple[Step, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """Each step in words."""
        return tuple(f"{step.name} {step.count}  {step.note}".rstrip() for step in self.steps)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(step.count for step in self.steps)


@dataclass(frozen=True, slots=True)
class _Rows:
    rect: QRectF
    name: float
    note: float
    pitch: float

    def track(self, row: int) -> QRectF:
        height = min(44.0, self.pitch - max(6.0, self.pitch * 0.18))
        top = self.rect.top() + row * self.pitch + (self.pitch - height) / 2
        return QRectF(
            self.rect.left() + self.name, top, self.rect.width() - self.name - self.note, height
        )

    def line(self, row: int) -> QRectF:
        top = self.rect.top() + row * self.pitch
        return QRectF(self.rect.left(), top, self.rect.width(), self.pitch)


def paint(
    painter: QPainter, rect: QRectF, data: Funnel, look: Tokens, lit: int = -1
) -> tuple[Mark, ...]:
    """Paints the funnel into `rect` (logical pixels), gives its marks from top to bottom."""
    brush = Brush(painter, look, lit)
    rows = _rows(brush, rect, data)
    widest = max((step.count for step in data.steps), default=0) or 1
    for row, step in enumerate(data.steps):
        _step(brush, rows, row, step)
        _filled(brush, rows.track(row), (row, step.count / widest), str(step.count))
    return tuple(Mark(row, rows.line(row)) for row in range(len(data.steps)))


def _rows(brush: Brush, rect: QRectF, data: Funnel) -> _Rows:
    text = brush.look.text
    names = brush.font(text.body)
    name = max((names.horizontalAdvance(step.name) for step in data.steps), default=0.0)
    notes = brush.font(text.small)
    note = max((notes.horizontalAdvance(step.note) for step in data.steps), default=0.0)
    pitch = min(62.0, rect.height() / max(1, len(data.steps)))
    return _Rows(rect, min(name, rect.width() * 0.35) + 16, note + 10 if note else 0.0, pitch)


def _step(brush: Brush, rows: _Rows, row: int, step: Step) -> None:
    colours, track, line = brush.look.colour, rows.track(row), rows.line(row)
    brush.font(brush.look.text.body)
    code = colours.ink if row == brush.lit else colours.ink_soft
    brush.text(QRectF(line.left(), track.top(), rows.name - 12, track.height()), step.name, code)
    brush.font(brush.look.text.small)
    note = QRectF(track.right() + 6, track.top(), rows.note - 6, track.height())
    brush.text(note, step.note, colours.muted, RIGHT)
    brush.bar(track, colours.sunken, 5)


def _filled(brush: Brush, track: QRectF, at: tuple[int, float], count: str) -> None:
    row, part = at
    colours, text = brush.look.colour, brush.look.text
    fill = shade(colours.accent, colours.accent_press, min(1.0, 0.4 + row * 0.15))
    if row == brush.lit:
        fill = colours.accent_hover
    measures = brush.font(text.body, bold=True)
    needs = measures.horizontalAdvance(count) + 20
    bar = QRectF(
        track.left(), track.top(), max(track.width() * part, 4 if part else 0), track.height()
    )
    if part:
        brush.bar(bar, fill, 5)
    inside = bar.width() >= needs
    code = colours.on_accent if inside else colours.ink
    left = bar.left() + 10 if inside else bar.right() + 8
    brush.text(QRectF(left, bar.top(), needs, bar.height()), count, code, LEFT)
