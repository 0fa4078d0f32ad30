def test_the_day_goes_up_and_is_countersigned(day):
    assert day.holds(
        "joining.sent", "joining.nothing_waits", "joining.rail", "joining.held",
        "countersign.there", "countersign.holds", "countersign.agrees",
    )  # fmt: skip


def test_what_hq_published_is_in_force_at_the_desk(day):
    assert day.holds("joining.price", "joining.promotion")


def test_a_second_desk_has_everything_from_hq(day):
    assert day.holds(
        "second.desk", "second.recovery_key", "second.nothing_waits", "second.rail"
    )  # fmt: skip
