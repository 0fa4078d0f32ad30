"""The way something goes, as a row of steps: what is done, what comes next, what is still far."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.charts.draw import CENTRE, Brush
from ui.tokens import Tokens

_DISC = 20.0


@dataclass(frozen=True, slots=True)
class Way:
    """The names of the steps, and how many are done; the next one is lit."""

    names: tuple[str, ...]
    done: int

    @property
    def told(self) -> str:
        """Where it stands, in words."""
        return " · ".join(self.names[: self.done + 1])


def paint(painter: QPainter, rect: QRectF, way: Way, look: Tokens) -> None:
    """Paints the steps into `rect` (logical pixels), their names below them."""
    brush = Brush(painter, look)
    pitch = rect.width() / max(1, len(way.names))
    middle = rect.top() + _DISC / 2 + 2
    for place in range(1, len(way.names)):
        code = look.colour.accent if place <= way.done else look.colour.line_strong
        left = rect.left() + (place - 0.5) * pitch + _DISC / 2 + 4
        right = rect.left() + (place + 0.5) * pitch - _DISC / 2 - 4
        brush.line(QPointF(left, middle), QPointF(right, middle), code, 2)
    for place, name in enumerate(way.names):
        centre = QPointF(rect.left() + (place + 0.5) * pitch, middle)
        _disc(brush, centre, place, way.done)
        known = brush.font(look.text.small, bold=place == way.done)
        label = QRectF(centre.x() - pitch / 2, middle + _DISC / 2 + 3, pitch, known.height())
        ink = look.colour.ink if place <= way.done else look.colour.muted
        brush.text(label, name, ink, CENTRE)


def _disc(brush: Brush, centre: QPointF, place: int, done: int) -> None:
    look = brush.look
    disc = QRectF(centre.x() - _DISC / 2, centre.y() - _DISC / 2, _DISC, _DISC)
    lit = place <= done
    edge = look.colour.accent if lit else look.colour.line_strong
    fill = look.colour.accent if lit else look.colour.surface
    brush.painter.setPen(QPen(theme.colour(edge), 1.5))
    brush.painter.setBrush(theme.colour(fill))
    brush.painter.drawEllipse(disc)
    if place < done:
        icons.draw(brush.painter, disc.adjusted(3, 3, -3, -3), "check", look.colour.on_accent)
        return
    brush.font(look.text.tiny, bold=True)
    brush.text(disc, str(place + 1), look.colour.on_accent if lit else look.colour.muted, CENTRE)


class StepBar(QWidget):
    """The steps as a widget that only shows."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._way = Way(names, 0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_done(self, done: int) -> None:
        """Show so many steps as done."""
        self._way = Way(self._way.names, done)
        self.setAccessibleName(self._way.told)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, round(_DISC + theme.tokens().text.small * 1.6) + 8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, QRectF(self.rect()), self._way, theme.tokens())
        painter.end()
