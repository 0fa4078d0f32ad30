"""Our line icons: tinted by a colour role when painted, so they follow a change of scheme."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

import resources
from ui import theme


class _LineIcon(QIconEngine):
    """One icon in the colour its role has in the scheme in force.

    It is never cloned: Qt asks for that only where pixmaps or files are added to an icon.
    """

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
        return _tinted(self._name, self._colour(mode, state), size.width(), size.height(), 1.0)

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        wide, high = round(size.width() * scale), round(size.height() * scale)
        return _tinted(self._name, self._colour(mode, state), wide, high, scale)

    @override
    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        colours = theme.tokens().colour
        if mode == QIcon.Mode.Disabled:
            return colours.disabled
        role = self._checked_role if state == QIcon.State.On else self._role
        return str(getattr(colours, role))


class IconLabel(QWidget):
    """An icon that stands by itself, in a colour role or a tone's ink (`good_ink`)."""

    def __init__(self, name: str, role: str = "muted", side: int = 20) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, role: str) -> None:
        """Shows another icon."""
        self._name, self._role = name, role
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        code = str(getattr(theme.tokens().colour, self._role))
        draw(painter, QRectF(self.rect()), self._name, code)
        painter.end()


def icon(name: str, role: str = "muted", checked_role: str = "") -> QIcon:
    """The icon of that name; `role` is a colour of the tokens, `checked_role` that of "on".

    Raises FileNotFoundError for a name that is not in `resources/icons`.
    """
    _source(name)
    return QIcon(_LineIcon(name, role, checked_role or role))


def app_icon() -> QIcon:
    """The product's own icon in every size."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        made.addFile(str(resources.path("app", f"icon-{side}.png")), QSize(side, side))
    return made


def names() -> tuple[str, ...]:
    """Every icon there is, by name."""
    return tuple(sorted(file.stem for file in resources.path("icons").glob("*.svg")))


def pixmap(name: str, role: str, side: int, scale: float) -> QPixmap:
    """The icon as a square of `side` logical pixels, crisp at that device scale."""
    code = str(getattr(theme.tokens().colour, role))
    pixels = round(side * scale)
    return _tinted(name, code, pixels, pixels, scale)


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
def _tinted(name: str, colour: str, width: int, height: int, scale: float) -> QPixmap:
    made = QPixmap(width, height)
    if made.isNull():
        return made  # a button that is just being squeezed asks for nothing
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, QRectF(QRect(QPoint(0, 0), made.size())), name, colour)
    painter.end()
    made.setDevicePixelRatio(scale)
    return made
