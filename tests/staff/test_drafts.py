"""Drafts: each person's own, one for each form, on this desk only."""

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.staff.drafts import (
    DropDraft,
    FindDraft,
    KeepDraft,
    drop_draft,
    find_draft,
    keep_draft,
)
from showroom.visit.commands import register
from tests.visit.arrivals import arrival


def test_the_latest_draft_of_a_form_is_found_with_its_time(
    consultant: Desk, clock: SetClock
) -> None:
    consultant.write(keep_draft, KeepDraft("visit.register", {"name": "王"}))
    clock.advance(minutes=1)
    consultant.write(keep_draft, KeepDraft("visit.register", {"name": "王小明"}))
    kept = consultant.read(find_draft, FindDraft("visit.register"))
    assert kept is not None
    assert kept.body == {"name": "王小明"}
    assert kept.saved_at == clock.now()


def test_a_draft_is_its_writers_own(consultant: Desk, manager: Desk) -> None:
    consultant.write(keep_draft, KeepDraft("visit.register", {"name": "王"}))
    assert manager.read(find_draft, FindDraft("visit.register")) is None


def test_a_dropped_draft_is_gone_and_dropping_twice_is_harmless(consultant: Desk) -> None:
    consultant.write(keep_draft, KeepDraft("visit.register", {"name": "王"}))
    for _ in range(2):
        consultant.write(drop_draft, DropDraft("visit.register"))
    assert consultant.read(find_draft, FindDraft("visit.register")) is None


def test_a_draft_whose_form_was_saved_before_the_crash_is_not_offered_again(
    receptionist: Desk,
) -> None:
    form = receptionist.ports.ids.new()
    receptionist.write(keep_draft, KeepDraft("visit.register", {"phone": "139"}, form))
    assert receptionist.read(find_draft, FindDraft("visit.register"))
    receptionist.write(register, arrival(), once=form)
    assert receptionist.read(find_draft, FindDraft("visit.register")) is None


def test_a_draft_is_nothing_to_send_to_headquarters(consultant: Desk) -> None:
    before = consultant.pending()
    consultant.write(keep_draft, KeepDraft("visit.register", {"name": "王"}))
    assert consultant.pending() == before
