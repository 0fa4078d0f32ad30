"""The daily report is made from what was stored, the same for ever."""

from datetime import timedelta

import pytest

from showroom.clock import SetClock
from showroom.dayclose.commands import close_day
from showroom.dayclose.document import daily_report, workbook
from showroom.dayclose.queries import DayOf, report
from showroom.desk import Desk
from showroom.errors import Refusal
from tests.board.days import (
    TODAY,
    rename,
)
from tests.dayclose.conftest import CLOSE
from tests.documents.reading import pypdf


def test_the_report_says_what_was_sealed(day: Desk) -> None:
    day.write(close_day, CLOSE)
    paper = day.read(report, DayOf(TODAY))
    said = {figure.label: figure.value for figure in (*paper.figures, *paper.rates)}
    assert (said["客流批次"], said["留档率"], said["新增订单"]) == ("2", "50.0%", "1")
    assert [line.name for line in paper.consultants] == ["李倩", "赵磊", "陈思"]
    assert paper.blockers[0].what == "还有 1 次试驾未结束"
    read = pypdf(daily_report(paper))
    for words in ("找零少一元", "上午交车一台", "首次日结", "-¥1.00"):
        assert words in read


def test_the_report_is_the_same_whenever_it_is_printed(day: Desk, clock: SetClock) -> None:
    day.write(close_day, CLOSE)
    paper = day.read(report, DayOf(TODAY))
    first, book = daily_report(paper), workbook(paper)
    clock.advance(days=3)
    day.write(rename, "王芬")
    later = day.read(report, DayOf(TODAY))
    assert daily_report(later) == first
    assert workbook(later) == book


def test_a_date_never_closed_has_no_report(manager: Desk) -> None:
    with pytest.raises(Refusal, match=r"dayclose\.not_closed"):
        manager.read(report, DayOf(TODAY - timedelta(days=1)))
