def test_the_day_is_counted_reported_and_locked(day):
    assert day.holds(
        "dayclose.blocked", "dayclose.cash", "dayclose.counted", "dayclose.closed",
        "report.paper", "report.workbook", "dayclose.locked",
    )  # fmt: skip
