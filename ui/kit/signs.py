"""An icon or a person's first character as a widget; painted anew, so it follows the theme."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.kit.delegates import paint_avatar
from ui.kit.labels import tame, tip

_DISC = 34


class Sign(QWidget):
    """An icon of `side` logical pixels; `role` is a colour of the tokens, `name` what it means."""

    def __init__(self, picture: str, role: str, side: int = 18, name: str = "") -> None:
        super().__init__()
        self._picture = picture
        self._role = role
        self._side = side
        self.setFixedSize(QSize(side, side))
        self.setAccessibleName(tame(name))

    def show_sign(self, picture: str, role: str, name: str = "") -> None:
        """Show another icon."""
        self._picture, self._role = picture, role
        self.setAccessibleName(tame(name))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = str(getattr(theme.tokens().colour, self._role))
        icons.draw(painter, QRectF(self.rect()), self._picture, colour)
        painter.end()


class Avatar(QToolButton):
    """A person's first character in a disc, which opens a menu."""

    def __init__(self) -> None:
        super().__init__()
        self._who = ""
        self.setFixedSize(QSize(_DISC + 6, _DISC + 6))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_person(self, who: str, told: str) -> None:
        """Show that person; `told` is read out and shown as the tip."""
        self._who = tame(who)
        self.setAccessibleName(tame(told))
        self.setToolTip(tip(told))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        disc = QRectF(3, 3, _DISC, _DISC)
        paint_avatar(painter, disc, self._who, look)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(look.colour.focus), 2))
            painter.drawEllipse(disc.adjusted(-1.5, -1.5, 1.5, 1.5))
        painter.end()
