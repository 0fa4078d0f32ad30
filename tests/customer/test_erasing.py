"""A person's data is erased at their wish: what goes, what stays, what still counts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from db.models.contract import Contract
from db.models.desk import Draft, FieldHistory
from db.models.exchange import Erasure
from db.models.recall import RecallKey
from db.models.sync import Outbox
from db.session import uncaptured
from showroom.customer.card import CardOf, card
from showroom.customer.commands import EditCard, edit_card
from showroom.customer.erasing import NOBODY, Order, erased_cells, owner_of, replay
from showroom.customer.erasure import Erase, ErasureOf, consequence, erase
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.kpi.queries import BookOf, book
from showroom.kpi.records import Period
from showroom.kpi.rules import figures
from showroom.kpi.tally import tally
from showroom.recall.queries import Find, find
from showroom.rights import EVERYONE, allows
from showroom.staff.drafts import KeepDraft, keep_draft
from showroom.terms import DriveStatus, FollowUpMethod, FollowUpResult
from showroom.unit import Unit
from showroom.visit.followup import RecordFollowUp, follow_up
from tests.board.days import (
    TODAY,
    Come,
    Deal,
    Drive,
    at,
    put_deal,
    put_drive,
    put_visit,
)
from tests.customer.test_commands import filed
from tests.visit.arrivals import staff_id

NEEDLES = ("王芳", "13900000000", "想要白色", "喜欢安静")


@allows(*EVERYONE)
def everything(unit: Unit, _query: None) -> str:
    """Every cell of every synced table and draft, in one text; what is not sent yet left out."""
    names = unit.session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
    tables = [name for name in names if name not in {"outbox", "contract", "receipt", "erasure"}]
    rows = (row for name in tables for row in unit.session.execute(text(f"SELECT * FROM {name}")))  # noqa: S608 - our own tables
    return " ".join(str(value) for row in rows for value in row)


@allows(*EVERYONE)
def count(unit: Unit, kind: type[Any]) -> int:
    return unit.session.scalar(select(func.count()).select_from(kind)) or 0


@pytest.fixture
def wang(manager: Desk) -> UUID:
    """A person on file: talked to, driven, quoted, with history and a form half typed."""
    ann = staff_id(manager, "liqian")
    key = filed(manager, note="喜欢安静")
    manager.write(
        edit_card, EditCard(customer_id=key, name="王芳", current_car="朗逸", note="喜欢安静")
    )
    manager.write(put_visit, Come(at("09:00"), customer=key, owner=ann, phone="13900000000"))
    manager.write(put_drive, Drive(at("09:50"), key, ann))
    said = RecordFollowUp(
        customer_id=key,
        method=FollowUpMethod.CALL,
        result=FollowUpResult.REACHED,
        content="想要白色",
    )
    manager.write(follow_up, said)
    manager.write(keep_draft, KeepDraft("visit", {"phone": "13900000000"}))
    return key


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


def figures_of(desk: Desk) -> dict[str, Any]:
    period = Period(TODAY, TODAY)
    counted = figures(tally(desk.read(book, BookOf(period)), period))
    return {code: (each.top, each.bottom) for code, each in counted.items()}


def test_an_erased_person_is_nowhere_to_be_found_and_still_counts(
    manager: Desk, wang: UUID
) -> None:
    before = figures_of(manager)
    assert all(needle in manager.read(everything, None) for needle in NEEDLES)
    manager.write(erase, Erase(wang, "王芳", "客户 11 月 22 日来电要求"))
    said = manager.read(everything, None)
    assert [needle for needle in NEEDLES if needle in said] == []
    assert manager.read(find, Find("王芳")) == []
    assert (manager.read(count, RecallKey), manager.read(count, Draft)) == (0, 0)
    after = figures_of(manager)
    assert {code for code in before if before[code] != after[code]} <= {"followups_due"}
    assert refused(lambda: manager.write(edit_card, EditCard(customer_id=wang, name="x"))) == (
        "customer.erased"
    )


def test_only_the_erasure_itself_travels(manager: Desk, wang: UUID) -> None:
    before = manager.read(count, Outbox)
    manager.write(erase, Erase(wang, "王芳", "客户要求"))
    assert manager.read(count, Outbox) == before + 1
    assert manager.read(count, Erasure) == 1


def test_another_name_typed_erases_nothing(manager: Desk, wang: UUID) -> None:
    wrong = lambda: manager.write(erase, Erase(wang, "王方", "客户要求"))  # noqa: E731
    assert refused(wrong) == "customer.erase_name"
    assert refused(lambda: manager.write(erase, Erase(wang, "王芳", " "))) == (
        "customer.erase_reason"
    )
    assert manager.read(card, CardOf(wang)).person.name == "王芳"


def test_an_order_under_way_is_settled_first_and_its_contract_stays(
    manager: Desk, wang: UUID
) -> None:
    ann = staff_id(manager, "liqian")
    deal = manager.write(put_deal, Deal(wang, ann)).value
    asked = manager.read(consequence, ErasureOf(wang))
    assert asked.in_the_way == "customer.erase_contract_open"
    assert (
        refused(lambda: manager.write(erase, Erase(wang, "王芳", "客户要求"))) == asked.in_the_way
    )
    manager.write(deliver, deal)
    told = manager.read(consequence, ErasureOf(wang))
    assert (told.name, told.in_the_way, len(told.contracts)) == ("王芳", None, 1)
    manager.write(erase, Erase(wang, "王芳", "客户要求"))
    assert manager.read(buyer, deal) == "王芳"


@allows(*EVERYONE)
def deliver(unit: Unit, key: UUID) -> None:
    unit.change(unit.get(Contract, key), delivered_on=unit.today)


@allows(*EVERYONE)
def buyer(unit: Unit, key: UUID) -> str:
    return unit.get(Contract, key).buyer


def test_a_booked_drive_is_settled_first(manager: Desk, wang: UUID) -> None:
    ann = staff_id(manager, "liqian")
    manager.write(put_drive, Drive(at("15:00"), wang, ann, DriveStatus.BOOKED))
    assert refused(lambda: manager.write(erase, Erase(wang, "王芳", "客户要求"))) == (
        "customer.erase_drive_open"
    )


def test_a_consultant_may_not_erase(consultant: Desk) -> None:
    key = filed(consultant)
    assert refused(lambda: consultant.write(erase, Erase(key, "王芳", "客户要求"))) == (
        "staff.not_permitted"
    )


def test_what_a_restore_brought_back_is_erased_again(manager: Desk, wang: UUID) -> None:
    manager.write(erase, Erase(wang, "王芳", "客户要求"))
    manager.write(bring_back, wang)
    assert "王芳" in manager.read(everything, None)
    assert manager.write(again, None).value == 1
    assert "王芳" not in manager.read(everything, None)
    assert manager.write(again, None).value == 0


@allows(*EVERYONE)
def bring_back(unit: Unit, key: UUID) -> None:
    with uncaptured(unit.session):
        unit.session.execute(
            text("UPDATE customer SET name = '王芳', anonymised_at = NULL WHERE id = :key"),
            {"key": key.bytes},
        )


@allows(*EVERYONE)
def again(unit: Unit, _command: None) -> int:
    return replay(unit.session)


def test_history_of_what_names_nobody_stays(manager: Desk, wang: UUID) -> None:
    manager.write(erase, Erase(wang, "王芳", "客户要求"))
    kept = manager.read(fields, wang)
    assert ("current_car", None, None) in kept


@allows(*EVERYONE)
def fields(unit: Unit, key: UUID) -> list[tuple[str, Any, Any]]:
    asked = select(FieldHistory.field, FieldHistory.old, FieldHistory.new)
    rows = unit.session.execute(asked.where(FieldHistory.of_id == key))
    return [(field, old, new) for field, old, new in rows]


ORDER = Order("AA" * 16, 5, frozenset({"BB" * 16}))


def test_a_row_erased_twice_is_the_same_row() -> None:
    row = {"customer_id": "AA" * 16, "name": "王芳", "phone": "13900000000", "kind": "FIRST"}
    found = erased_cells("visit", b"v", row, ORDER)
    assert found == {"name": None, "phone": NOBODY}
    assert erased_cells("visit", b"v", row | found, ORDER) is None


def test_a_visit_without_a_phone_gets_none() -> None:
    assert erased_cells("visit", b"v", {"customer_id": "AA" * 16}, ORDER) is None


def test_a_signed_contract_its_papers_and_papers_of_a_claim_stay() -> None:
    signed = {"signed_on": "2026-11-22", "buyer": "王芳"}
    assert erased_cells("contract", b"c", signed, ORDER) is None
    assert erased_cells("contract", b"c", {"buyer": "王芳"}, ORDER) is not None
    paper = {"of_table": "receipt", "of_id": "CC" * 16, "data": "…"}
    assert erased_cells("paper", b"p", paper, ORDER) is None
    claim = {"of_table": "drive_agreement", "of_id": "BB" * 16, "data": "…"}
    assert erased_cells("paper", b"p", claim, ORDER) is None
    assert erased_cells("drive_agreement", b"\xbb" * 16, {"driver_name": "王芳"}, ORDER) is None
    other = {"of_table": "quote", "of_id": "CC" * 16, "data": "…"}
    assert erased_cells("paper", b"p", other, ORDER) == {"data": "{}"}


def test_a_paper_leads_to_the_person_through_what_it_is_of() -> None:
    held = {
        ("drive_agreement", b"\x01"): {"drive_id": "02"},
        ("test_drive", b"\x02"): {"customer_id": "AA"},
    }
    paper = {"of_table": "drive_agreement", "of_id": "01"}
    assert owner_of("paper", paper, lambda *at: held.get(at)) == "AA"
    assert (
        owner_of("field_history", {"of_table": "customer", "of_id": "AA"}, lambda *_: None) == "AA"
    )
    assert owner_of("paper", {"of_table": "day_close", "of_id": "01"}, lambda *_: None) is None
