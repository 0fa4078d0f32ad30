"""What happened, as rows."""

from datetime import UTC, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from showroom.customer.card import Changed
from showroom.customer.timeline import Event, EventKind
from showroom.terms import QuoteStatus, VisitKind
from ui.parts.timeline import History, Timeline

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 22, 2, 5, tzinfo=UTC)


def texts(widget: Timeline | History) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_row_tells_when_what_and_who(chinese: QApplication, qtbot: QtBot) -> None:
    timeline = Timeline(ZONE, lambda _event: None)
    qtbot.addWidget(timeline)
    word = VisitKind.FIRST.word
    timeline.show_events([Event(AT, EventKind.VISIT, uuid4(), word, "李倩", "<b>看车</b>", "XC60")])
    told = texts(timeline)
    for part in ("2026-11-22\n10:05", "来店 · 首次来店", "<b>看车</b>", "XC60 · 李倩"):
        assert part in told


def test_a_quote_opens_and_shows_its_amount(chinese: QApplication, qtbot: QtBot) -> None:
    opened: list[UUID] = []
    timeline = Timeline(ZONE, lambda event: opened.append(event.record_id))
    qtbot.addWidget(timeline)
    key = uuid4()
    word = QuoteStatus.ISSUED.word
    timeline.show_events([Event(AT, EventKind.QUOTE, key, word, amount_fen=41_156_947)])
    timeline.findChildren(QPushButton)[0].click()
    assert opened == [key]
    assert "¥411,569.47" in texts(timeline)


def test_changes_read_in_words_and_local_time(chinese: QApplication, qtbot: QtBot) -> None:
    history = History(ZONE)
    qtbot.addWidget(history)
    history.show_changes(
        [
            Changed(AT, "level", "H", "A", "李倩", "A"),
            Changed(AT, "next_follow_up_at", None, "2026-11-24T02:00:00+00:00", "李倩", "A"),
            Changed(AT, "level_since", None, "2026-11-22", "李倩", "A"),
        ]
    )
    told = texts(history)
    assert "级别：H 级 → A 级" in told
    assert "下次跟进：— → 2026-11-24 10:00" in told
    assert "2026-11-22 10:05 李倩（A 台）" in told
    assert "level_since" not in told
