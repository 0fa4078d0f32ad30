def test_drives_go_from_booking_to_feedback(day):
    assert day.holds(
        "testdrive.wang.booked", "testdrive.wang.out", "testdrive.wang.scores", "testdrive.done"
    )  # fmt: skip
