"""Paints every piece of the kit to PNG, so that a look can be judged: `python -m tools.gallery`.

`--out DIR` (default `build/gallery`), `--size small|normal|large`; set QT_SCALE_FACTOR=1.5 to see
another scale. Nothing here is product data.
"""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableView,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tools.gallery_data import BOARD_ROWS, COMPARE, DAILY, FUNNEL, NAV, TILES, VISITS
from ui import theme
from ui.charts.widget import Legend, compare_chart, daily_chart, funnel_chart
from ui.kit import icons
from ui.kit.delegates import TONE, Avatar, Pill, dress
from ui.kit.tiles import KpiTile

WIDE, HIGH = 1366, 768


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


def board() -> QWidget:
    """Tiles, charts and a table as on the board."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(20, 16, 20, 16)
    grid.setSpacing(14)
    tiles = QHBoxLayout()
    tiles.setSpacing(14)
    for kpi in TILES:
        tiles.addWidget(KpiTile(kpi))
    grid.addLayout(tiles, 0, 0, 1, 2)
    legend = Legend((("来店", "chart_now"), ("试驾", "chart_line")))
    days, column = card("来店与试驾 · 近 14 天", legend)
    chart = daily_chart("来店与试驾")
    chart.show_data(DAILY)
    column.addWidget(chart, 1)
    grid.addWidget(days, 1, 0)
    steps, column = card("今日漏斗")
    funnel = funnel_chart("今日漏斗")
    funnel.show_data(FUNNEL)
    column.addWidget(funnel, 1)
    grid.addWidget(steps, 1, 1)
    people, column = card("顾问表现")
    column.addWidget(_table(BOARD_ROWS, {0: Avatar}, "compact"))
    grid.addWidget(people, 2, 0)
    grid.addWidget(_closing(), 2, 1)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    grid.setRowStretch(1, 3)
    grid.setRowStretch(2, 2)
    return shell("board", "今日看板", page)


def _closing() -> QWidget:
    frame, column = card("日结检查", label("4 / 6 完成", "small"))
    bar = QProgressBar()
    bar.setValue(66)
    bar.setTextVisible(False)
    column.addWidget(bar)
    for name, role, words in (
        ("check-circle", "good_ink", "来店记录均已离店登记"),
        ("alert", "warn_ink", "2 位客户未填写战败原因"),
    ):
        row = QHBoxLayout()
        mark = icons.IconLabel(name, role, 18)
        row.addWidget(mark)
        row.addWidget(label(words), 1)
        if role == "warn_ink":
            row.addWidget(push("去处理 ›", "link"))
        column.addLayout(row)
    column.addStretch(1)
    done = push("完成日结")
    done.setEnabled(False)
    column.addWidget(done)
    return frame


def _table(rows: tuple[tuple[str, ...], ...], special: dict[int, type], density: str) -> QTableView:
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
    dress(view, "compact" if density == "compact" else "comfortable")
    view.horizontalHeader().setStretchLastSection(False)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    for column, kind in special.items():
        view.setItemDelegateForColumn(column, kind(view))
    return view


def reception() -> QWidget:
    """A form beside a list, as at reception."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(20, 16, 20, 16)
    row.setSpacing(14)
    row.addWidget(_form(), 4)
    chips = [push(words) for words in ("全部 18", "在店 4", "待回访 5", "已试驾 6")]
    for place, chip in enumerate(chips):
        chip.setCheckable(True)
        chip.setChecked(place == 0)
        chip.setProperty("chip", "true")
    frame, column = card("今日来店", *chips)
    view = _table(VISITS, {5: Pill}, "comfortable")
    view.selectRow(3)
    column.addWidget(view, 1)
    column.addWidget(label("↑↓ 选择   Enter 打开   E 编辑   T 试驾   Q 报价", "small"))
    row.addWidget(frame, 5)
    return shell("visit", "来店登记", page)


def _form() -> QWidget:
    frame, column = card("登记来店客户", label("草稿已自动保存 14:32:07", "small"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    column.addLayout(grid)
    phone = QLineEdit("138 0013 80")
    phone.setProperty("state", "error")
    names = ("手机号", "客户姓名", "到店性质", "信息来源", "意向车型", "购车预算")
    fields = (
        phone,
        QLineEdit("王小明"),
        combo("首次到店", "再次到店"),
        combo("汽车之家"),
        combo("XC60 B5 智远豪华版"),
        QLineEdit("31 – 35 万"),
    )
    for place, (name, field) in enumerate(zip(names, fields, strict=True)):
        grid.addWidget(label(name, "label"), place // 2 * 3, place % 2)
        grid.addWidget(field, place // 2 * 3 + 1, place % 2)
    grid.addWidget(label("还差 2 位，应为 11 位手机号", "error"), 2, 0)
    column.addWidget(label("洽谈要点", "label"))
    notes = QPlainTextEdit()
    notes.setPlaceholderText("需求、竞品、顾虑……")
    notes.setMaximumHeight(84)
    column.addWidget(notes)
    column.addWidget(banner("info", "找到相似客户：王晓明 · 138****8021 · 10-28 到店"))
    column.addStretch(1)
    foot = QHBoxLayout()
    foot.addWidget(push("清空"))
    foot.addStretch(1)
    foot.addWidget(push("保存并预约试驾  Ctrl+T"))
    foot.addWidget(push("保存  Ctrl+S", "primary"))
    column.addLayout(foot)
    return frame


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


def kit() -> QWidget:
    """Every control in every state."""
    page = QWidget()
    columns = QHBoxLayout(page)
    columns.setContentsMargins(20, 16, 20, 16)
    columns.addWidget(_controls(), 1)
    second = QVBoxLayout()
    for tone in ("info", "good", "warn", "bad"):
        second.addWidget(banner(tone, "三色横幅：说明与下一步"))
    second.addWidget(_calendar())
    tabs = QTabWidget()
    for words in ("概况", "跟进", "报价"):
        tabs.addTab(QWidget(), words)
    tabs.setMaximumHeight(60)
    second.addWidget(tabs)
    second.addStretch(1)
    columns.addLayout(second, 1)
    columns.addWidget(_icons(), 1)
    return shell("settings", "控件", page)


def _controls() -> QWidget:
    frame, column = card("控件")
    grid = QGridLayout()
    column.addLayout(grid)
    for place, kind in enumerate(("primary", "", "ghost", "danger", "link")):
        grid.addWidget(push("保存", kind), place, 0)
        off = push("保存", kind)
        off.setEnabled(False)
        grid.addWidget(off, place, 1)
    spin, day, off_line = QSpinBox(), QDateEdit(QDate(2026, 11, 22)), QLineEdit("不可改")
    theme.dress_spin(spin)
    day.setCalendarPopup(True)
    off_line.setEnabled(False)
    ticked, round_one = QCheckBox("加了微信"), QRadioButton("试驾")
    ticked.setChecked(True)
    round_one.setChecked(True)
    others = (spin, day, off_line, combo("一", "二"), ticked, QCheckBox("未选"), round_one)
    for place, widget in enumerate((*others, QRadioButton("未选"))):
        grid.addWidget(widget, 5 + place // 2, place % 2)
    for place, tone in enumerate(("neutral", "accent", "good", "warn", "bad")):
        pill = marked(QLabel("接待中"), pill=tone)
        grid.addWidget(pill, 10 + place // 2, place % 2, Qt.AlignmentFlag.AlignLeft)
    chart = compare_chart("对比")
    chart.show_data(COMPARE)
    column.addWidget(chart, 1)
    return frame


def _calendar() -> QWidget:
    calendar = QCalendarWidget()
    calendar.setSelectedDate(QDate(2026, 11, 22))
    theme.dress_calendar(calendar)
    return calendar


def _icons() -> QWidget:
    frame, column = card("图标")
    grid = QGridLayout()
    column.addLayout(grid)
    for place, name in enumerate(icons.names()):
        button = QToolButton()
        button.setIcon(icons.icon(name, "ink_soft"))
        button.setIconSize(QSize(22, 22))
        button.setToolTip(name)
        grid.addWidget(button, place // 7, place % 7)
    column.addStretch(1)
    return frame


def shoot(app: QApplication, sheet: Callable[[], QWidget], target: Path) -> None:
    """Writes one sheet as it stands on screen."""
    window = sheet()
    window.resize(WIDE, HIGH)
    window.show()
    first = window.findChild(QPlainTextEdit) or window
    first.setFocus()
    app.processEvents()
    window.grab().save(str(target))
    window.close()


def main() -> int:
    """Writes every sheet in both schemes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(description="paints the kit to PNG")
    parser.add_argument("--out", type=Path, default=Path("build/gallery"))
    parser.add_argument("--size", choices=("small", "normal", "large"), default="normal")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    QLocale.setDefault(QLocale("zh_CN"))
    app = QApplication([])
    for scheme in ("light", "dark"):
        theme.apply(app, "dark" if scheme == "dark" else "light", wanted.size)
        for sheet in (board, reception, kit):
            shoot(app, sheet, wanted.out / f"{sheet.__name__}-{scheme}.png")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
