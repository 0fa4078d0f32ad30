"""Our line icons: tinted by a colour role when painted, so they follow a change of scheme."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

import resources
from ui import theme


class _LineIcon(QIconEngine):
    """One icon in the colour its role has in the scheme in force."""

    def __init__(self, name: str, role: str, checked_role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._checked_role = checked_role

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        draw(painter, QRectF(rect), self._name, self._colour(mode, state))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _tinted(self._name, self._colour(mode, state), size.width(), size.height())

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return self.pixmap(size, mode, state)

    @override
    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._role, self._checked_role)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        colours = theme.tokens().colour
        if mode == QIcon.Mode.Disabled:
            return colours.disabled
        role = self._checked_role if state == QIcon.State.On else self._role
        return str(getattr(colours, role))


def icon(name: str, role: str = "muted", checked_role: str = "") -> QIcon:
    """The icon of that name; `role` is a colour of the tokens, `checked_role` that of "on".

    Raises FileNotFoundError for a name that is not in `resources/icons`.
    """
    _source(name)
    return QIcon(_LineIcon(name, role, checked_role or role))


def pixmap(name: str, role: str, side: int, scale: float) -> QPixmap:
    """The icon as a square of `side` logical pixels, crisp at that device scale."""
    code = str(getattr(theme.tokens().colour, role))
    pixels = round(side * scale)
    made = QPixmap(_tinted(name, code, pixels, pixels))
    made.setDevicePixelRatio(scale)
    return made


def draw(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Draws the icon as lines into `rect`, sharp on screen and on paper."""
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    _renderer(name, colour).render(painter, square)


@cache
def _source(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


@cache
def _tinted(name: str, colour: str, width: int, height: int) -> QPixmap:
    made = QPixmap(width, height)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, QRectF(QRect(QPoint(0, 0), made.size())), name, colour)
    painter.end()
    return made
