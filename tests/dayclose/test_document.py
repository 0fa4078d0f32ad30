from dataclasses import replace

import pytest

from showroom.dayclose.document import daily_report
from tests.documents.daysamples import DAY_REPORT
from tests.documents.reading import pypdf


@pytest.fixture(scope="module")
def read():
    return pypdf(daily_report(DAY_REPORT))


def test_rates_show_numerator_and_denominator(read):
    assert "留档率75.0%6/8" in read
    assert "66.7%2/3" in read
    assert "—0/0" in read


def test_every_consultant_and_level_is_listed(read):
    for said in ("陈颖", "赵磊", "孙䶮", "H级", "O级（已订）"):
        assert said in read


def test_the_funnel_shows_each_step_of_the_step_before(read):
    assert "留档8占上一步72.7%" in read


def test_cash_counted_stands_against_booked(read):
    assert "现金¥5,000.00¥4,999.00-¥1.00" in read
    assert "合计¥35,000.00" in read
    assert DAY_REPORT.variance_reason.replace(" ", "") in read


def test_open_points_say_who_took_note(read):
    assert "NJHX-A-TD-20261122-0005尚未还车李倩" in read
    assert "没有未了事项" in pypdf(daily_report(replace(DAY_REPORT, blockers=())))


def test_plan_note_and_seal_are_printed(read):
    assert DAY_REPORT.manager_note in read
    assert DAY_REPORT.seal.digest in read
    assert DAY_REPORT.seal.previous in read
    assert "2026-11-2220:35" in read


def test_a_reopened_day_says_why():
    assert "补录收据" in pypdf(daily_report(replace(DAY_REPORT, reopened_reason="补录收据")))


def test_a_day_without_anybody_still_prints():
    empty = replace(
        DAY_REPORT, consultants=(), funnel=(), takings=(), levels=(), figures=(), rates=()
    )
    assert daily_report(empty).pages >= 1
