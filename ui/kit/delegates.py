"""How cells are painted: pills, two lines, muted text, amounts; nothing is made anew per cell.

The model gives the words as DisplayRole; what else a cell needs comes by the roles below. A row
that is selected in a view with the focus carries a bar at its left edge.
"""

from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from ui import theme
from ui.models.lines import SECOND, TONE
from ui.tokens import Density, Tokens

Index = QModelIndex | QPersistentModelIndex


_SIDE = 12.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Cell(QStyledItemDelegate):
    """A cell of plain text; the others differ in how they write."""

    align = _LEFT
    role = "ink"
    bold = False

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.tokens()
        painter.save()
        _ground(painter, option, index, look)
        text = index.data()
        if text is not None and text != "":
            area = QRectF(option.rect).adjusted(_SIDE, 0, -_SIDE, -1)
            self.write(painter, area, index, option)
        painter.restore()

    def write(
        self,
        painter: QPainter,
        area: QRectF,
        index: Index,
        option: QStyleOptionViewItem,  # noqa: ARG002 - asked for by pills
    ) -> None:
        """Writes the cell's words into `area`."""
        look = theme.tokens()
        face, known = _face(look.text.body, self.bold)
        tone = index.data(TONE)
        code = getattr(look.colour, f"{tone}_ink" if tone else self.role)
        _line(painter, area, str(index.data()), (face, known, code, self.align))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.tokens()
        known = _face(look.text.body, self.bold)[1]
        wide = known.horizontalAdvance(str(index.data() or "")) + 2 * _SIDE + self.extra
        return QSize(round(wide), look.text.row_compact)

    extra = 0.0


class Muted(Cell):
    """Text that is there but not the point."""

    role = "muted"


class Strong(Cell):
    """Text that is the point of its row."""

    bold = True


class Amount(Cell):
    """Numbers and amounts: right, so that digits stand below each other."""

    align = _RIGHT


class TwoLines(Cell):
    """A line and, smaller and muted below it, the text of `SECOND`; one line in compact rows."""

    @override
    def write(
        self, painter: QPainter, area: QRectF, index: Index, option: QStyleOptionViewItem
    ) -> None:
        look = theme.tokens()
        second = index.data(SECOND)
        small, under = _face(look.text.small, bold=False)
        face, known = _face(look.text.body, self.bold)
        high = known.height() + under.height()
        if not second or high > area.height() + 2:
            super().write(painter, area, index, option)
            return
        top = area.center().y() - high / 2
        first = QRectF(area.left(), top, area.width(), known.height())
        _line(painter, first, str(index.data()), (face, known, look.colour.ink, _LEFT))
        below = QRectF(area.left(), first.bottom(), area.width(), under.height())
        _line(painter, below, str(second), (small, under, look.colour.muted, _LEFT))


class Pill(Cell):
    """A status: words in a pill with a dot, toned by `TONE`, so that colour is never alone."""

    extra = 24.0

    @override
    def write(
        self, painter: QPainter, area: QRectF, index: Index, option: QStyleOptionViewItem
    ) -> None:
        colours = theme.tokens().colour
        tone = str(index.data(TONE) or "neutral")
        chosen = option.state & QStyle.StateFlag.State_Selected
        ground = colours.surface if chosen else getattr(colours, f"{tone}_soft")
        paint_pill(painter, area, str(index.data()), (getattr(colours, f"{tone}_ink"), ground))


class Avatar(Cell):
    """A person: the first character in a disc, then the name."""

    extra = 34.0

    @override
    def write(
        self, painter: QPainter, area: QRectF, index: Index, option: QStyleOptionViewItem
    ) -> None:
        side = min(28.0, area.height() - 4)
        disc = QRectF(area.left(), area.center().y() - side / 2, side, side)
        paint_avatar(painter, disc, str(index.data()), theme.tokens())
        super().write(painter, area.adjusted(side + 8, 0, 0, 0), index, option)


def paint_pill(painter: QPainter, area: QRectF, words: str, colours: tuple[str, str]) -> None:
    """Paints a status pill at the left of `area`; `colours` are its ink and its ground."""
    ink, ground = colours
    face, known = _face(theme.tokens().text.small, bold=False)
    high = min(area.height() - 2, known.height() + 5)
    wide = min(area.width(), known.horizontalAdvance(words) + 30)
    box = QRectF(area.left(), area.center().y() - high / 2, wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box, high / 2, high / 2)
    painter.setBrush(theme.colour(ink))
    painter.drawEllipse(QPointF(box.left() + 11.5, box.center().y()), 2.75, 2.75)
    _line(painter, box.adjusted(19, 0, -9, 0), words, (face, known, ink, _LEFT))


def paint_avatar(painter: QPainter, disc: QRectF, name: str, look: Tokens) -> None:
    """Paints the first character of `name` in a disc."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(look.colour.accent_soft))
    painter.drawEllipse(disc)
    painter.setFont(_face(look.text.small, bold=True)[0])
    painter.setPen(theme.colour(look.colour.accent_ink))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, name.strip()[:1])


def dress(view: QTableView, density: Density = "comfortable") -> None:
    """Gives a table our rows: their height, our cells, whole-row selection, no grid, no numbers."""
    rows = view.verticalHeader()
    rows.setVisible(False)
    rows.setMinimumSectionSize(0)
    rows.setDefaultSectionSize(theme.tokens().row_height(density))
    head = view.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(_LEFT)
    head.setStretchLastSection(True)
    view.setProperty("density", density)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.setItemDelegate(Cell(view))


def dress_list(view: QAbstractItemView) -> None:
    """Gives a list or tree our cells; they know their height before the stylesheet is seen."""
    view.setItemDelegate(Cell(view))
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)


def _ground(painter: QPainter, option: QStyleOptionViewItem, index: Index, look: Tokens) -> None:
    rect, colours = option.rect, look.colour
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.colour(colours.accent_soft))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.colour(colours.hover))
    painter.setPen(theme.colour(colours.line))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if state & QStyle.StateFlag.State_Selected and index.column() == 0 and _focused(option):
        painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.colour(colours.focus))


def _focused(option: QStyleOptionViewItem) -> bool:
    view: QWidget | None = option.widget
    return view is not None and view.hasFocus()


def _line(
    painter: QPainter,
    area: QRectF,
    words: str,
    how: tuple[QFont, QFontMetricsF, str, Qt.AlignmentFlag],
) -> None:
    face, known, code, align = how
    if known.horizontalAdvance(words) > area.width():
        words = known.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.setFont(face)
    painter.setPen(theme.colour(code))
    painter.drawText(area, align | Qt.TextFlag.TextSingleLine, words)


@cache
def _face(pixels: int, bold: bool) -> tuple[QFont, QFontMetricsF]:
    face = QFont(theme.family())
    face.setPixelSize(pixels)
    face.setBold(bold)
    return face, QFontMetricsF(face)
