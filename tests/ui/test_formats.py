"""One way to write each kind of value."""

from datetime import UTC, date, datetime

import pytest

from ui.formats import clock_time, day, long_day, masked, moment, plain, spaced, wan
from ui.kit.fields.when import SHANGHAI

pytestmark = pytest.mark.usefixtures("chinese")
AT = datetime(2026, 11, 22, 16, 30, 5, tzinfo=UTC)


def test_days_and_moments_stand_in_the_outlets_zone() -> None:
    assert day(date(2026, 11, 2)) == "2026-11-02"
    assert day(None) == "—"
    assert moment(AT, SHANGHAI) == "2026-11-23 00:30"
    assert clock_time(AT, SHANGHAI) == "00:30"
    assert clock_time(AT, SHANGHAI, seconds=True) == "00:30:05"
    assert long_day(date(2026, 11, 22)) == "11 月 22 日 周日"


def test_phones_are_spaced_and_masked() -> None:
    assert spaced("13800138021") == "138 0013 8021"
    assert spaced("13800") == "138 00"
    assert spaced("02586668888") == "02586668888"
    assert masked("13800138021") == "138****8021"
    assert masked(None) == "—"


def test_budgets_are_in_ten_thousands() -> None:
    assert wan(31_500_000) == "31.5 万"
    assert wan(30_000_000) == "30 万"


def test_full_width_is_made_narrow() -> None:
    assert plain(" １３８ ") == "138"
