"""The sheets: a board, a reception, every control in every state."""

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QSpinBox,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tools.gallery.data import BOARD_ROWS, COMPARE, DAILY, FUNNEL, TILES, VISITS
from tools.gallery.parts import banner, card, combo, label, marked, push, shell, table
from ui import icons, theme
from ui.charts.widget import Legend, compare_chart, daily_chart, funnel_chart
from ui.kit.delegates import Avatar, Pill
from ui.kit.tiles import KpiTile


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
    column.addWidget(table(BOARD_ROWS, {0: Avatar}, "compact"))
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
    view = table(VISITS, {5: Pill}, "comfortable")
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
