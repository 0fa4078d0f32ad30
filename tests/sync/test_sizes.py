"""What is too large for one message goes in several; nothing is refused for ever for its size."""

import pytest

from showroom.sync import wire
from tests.sync.world import Group, Member, content, put, run, unsent

CAR = "苏A6D128"


def test_a_push_too_large_goes_in_halves(
    first: Member, second: Member, monkeypatch: pytest.MonkeyPatch
):
    for number in range(12):
        run(
            first,
            f"UPDATE customer SET note = hex(randomblob(1500)) || {number} WHERE id IN "  # noqa: S608
            "(SELECT id FROM customer LIMIT 1)",
            write=True,
        )
        put(first, CAR, odometer_km=number)
        run(first, "UPDATE staff SET phone = hex(randomblob(2000))", write=True)
    monkeypatch.setattr(wire, "MOST_PACKED", 40_000)
    told = first.sync()
    assert (told.status, told.refused, unsent(first)) == ("ok", 0, 0)
    assert max(map(len, first.wire.sent)) <= 40_000
    assert told.trips > 1
    second.sync()
    assert content(first) == content(second)


def test_an_answer_too_large_is_asked_for_with_fewer_rows(
    group: Group, first: Member, second: Member, monkeypatch: pytest.MonkeyPatch
):
    run(first, "UPDATE staff SET phone = hex(randomblob(3000))", write=True)
    first.sync()
    newcomer = group.another(first, "C")
    monkeypatch.setattr(wire, "MOST_PACKED", 30_000)
    newcomer.sync()
    assert content(newcomer) == content(first)
