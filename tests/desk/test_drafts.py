"""A form half typed is there again, for the person who typed it."""

from showroom.desk import Desk
from showroom.drafts import (
    DraftOf,
    KeepDraft,
    KeepWindow,
    discard_draft,
    draft,
    keep_draft,
    keep_window,
    window,
)

FORM = "visit.register"


def test_what_was_typed_last_is_kept(consultant: Desk) -> None:
    consultant.write(keep_draft, KeepDraft(FORM, {"phone": "138"}))
    consultant.write(keep_draft, KeepDraft(FORM, {"phone": "1380", "name": "王"}))
    kept = consultant.read(draft, DraftOf(FORM))
    assert kept is not None
    assert kept.content == {"phone": "1380", "name": "王"}


def test_a_draft_is_its_writers_alone(consultant: Desk, manager: Desk) -> None:
    consultant.write(keep_draft, KeepDraft(FORM, {"phone": "138"}))
    assert manager.read(draft, DraftOf(FORM)) is None


def test_a_discarded_draft_is_gone_and_discarding_twice_is_harmless(consultant: Desk) -> None:
    consultant.write(keep_draft, KeepDraft(FORM, {"phone": "138"}))
    consultant.write(discard_draft, DraftOf(FORM))
    consultant.write(discard_draft, DraftOf(FORM))
    assert consultant.read(draft, DraftOf(FORM)) is None


def test_drafts_never_leave_the_desk(consultant: Desk) -> None:
    before = consultant.pending()
    consultant.write(keep_draft, KeepDraft(FORM, {"phone": "138"}))
    assert consultant.pending() == before


def test_the_window_is_remembered(consultant: Desk) -> None:
    consultant.write(keep_window, KeepWindow("visit.columns", [80, 120]))
    consultant.write(keep_window, KeepWindow("visit.columns", [90, 120]))
    assert consultant.read(window, None) == {"visit.columns": [90, 120]}
