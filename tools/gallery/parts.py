"""What the sheets are laid out from."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tools.gallery.data import NAV
from ui import icons
from ui.kit.delegates import dress
from ui.models.lines import TONE
from ui.tokens import Density


def marked(widget: QWidget, **properties: object) -> QWidget:
    """The widget with those dynamic properties."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    return widget


def label(words: str, role: str = "body") -> QLabel:
    """A label in that role."""
    made = QLabel(words)
    made.setProperty("role", role)
    return made


def push(words: str, kind: str = "", icon: str = "", role: str = "ink") -> QPushButton:
    """A push button of that kind."""
    made = QPushButton(words)
    made.setProperty("kind", kind)
    if icon:
        made.setIcon(icons.icon(icon, role))
    return made


def card(heading: str, *right: QWidget) -> tuple[QFrame, QVBoxLayout]:
    """A card with its heading and what stands right of it."""
    frame = QFrame()
    frame.setProperty("card", "true")
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 14, 20, 16)
    column.setSpacing(10)
    head = QHBoxLayout()
    head.addWidget(label(heading, "heading"))
    head.addStretch(1)
    for widget in right:
        head.addWidget(widget)
    column.addLayout(head)
    return frame, column


def combo(*words: str) -> QComboBox:
    """A combo box of these words."""
    made = QComboBox()
    made.addItems(list(words))
    return made


def banner(tone: str, words: str) -> QFrame:
    """A banner in that tone with an action."""
    frame = QFrame()
    frame.setProperty("banner", tone)
    row = QHBoxLayout(frame)
    row.setContentsMargins(12, 6, 12, 6)
    mark = QLabel()
    role = "accent_ink" if tone == "info" else f"{tone}_ink"
    mark.setPixmap(icons.pixmap("info", role, 18, frame.devicePixelRatio()))
    row.addWidget(mark)
    row.addWidget(label(words), 1)
    row.addWidget(push("打开档案 ↵", "link"))
    return frame


def shell(page: str, title: str, body: QWidget) -> QWidget:
    """Rail, header and page as the window has them."""
    window = QWidget()
    window.setObjectName("gallery")
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setStyleSheet("#gallery { background: palette(window); }")
    across = QHBoxLayout(window)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(0)
    across.addWidget(_rail(page))
    down = QVBoxLayout()
    down.setSpacing(0)
    down.addWidget(_header(title))
    down.addWidget(body, 1)
    across.addLayout(down, 1)
    return window


def _rail(page: str) -> QFrame:
    rail = QFrame()
    rail.setProperty("bar", "rail")
    rail.setFixedWidth(196)
    column = QVBoxLayout(rail)
    column.setContentsMargins(10, 16, 10, 14)
    column.setSpacing(4)
    brand = QHBoxLayout()
    brand.setContentsMargins(10, 0, 0, 12)
    mark = icons.IconLabel("vehicle", "accent_ink", 24)
    brand.addWidget(mark)
    brand.addWidget(label("展厅 Showroom", "brand"), 1)
    column.addLayout(brand)
    for name, words in NAV:
        item = push(words)
        item.setIcon(icons.icon(name, "muted", "accent_ink"))
        item.setIconSize(QSize(20, 20))
        item.setProperty("rail", "true")
        item.setCheckable(True)
        item.setChecked(name == page)
        column.addWidget(item)
    column.addStretch(1)
    state = push("离线 · 23 条待传", "ghost", "cloud-off", "warn_ink")
    column.addWidget(marked(state, rail="true"))
    return rail


def _header(title: str) -> QFrame:
    bar = QFrame()
    bar.setProperty("bar", "header")
    bar.setFixedHeight(60)
    row = QHBoxLayout(bar)
    row.setContentsMargins(20, 0, 20, 0)
    row.setSpacing(12)
    row.addWidget(label(title, "title"))
    row.addWidget(label("11 月 22 日 周日 · 南京河西店", "small"))
    row.addStretch(1)
    search = QLineEdit()
    search.setPlaceholderText("搜索客户、手机号、车架号……")
    search.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    search.setMinimumWidth(290)
    row.addWidget(search)
    row.addWidget(marked(QLabel("Ctrl K"), kbd="true"))
    row.addWidget(push("导出", "", "export"))
    row.addWidget(push("来店登记  F2", "primary", "plus", "on_accent"))
    row.addWidget(marked(QLabel("李"), avatar="true"))
    return bar


def table(
    rows: tuple[tuple[str, ...], ...], special: dict[int, type], density: Density
) -> QTableView:
    """A table of these rows, headings first; `words|tone` gives a cell its tone."""
    view = QTableView()
    model = QStandardItemModel(len(rows) - 1, len(rows[0]), view)
    model.setHorizontalHeaderLabels(list(rows[0]))
    for at, row in enumerate(rows[1:]):
        for column, words in enumerate(row):
            said, _, tone = words.partition("|")
            item = QStandardItem(said)
            item.setData(tone or None, TONE)
            model.setItem(at, column, item)
    view.setModel(model)
    dress(view, density)
    view.horizontalHeader().setStretchLastSection(False)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    for column, kind in special.items():
        view.setItemDelegateForColumn(column, kind(view))
    return view
