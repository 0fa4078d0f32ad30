"""A paper is issued with its row, and read back as it was."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from db.models.customer import Customer
from db.models.documents import Paper
from db.models.outlet import Outlet
from showroom.clock import SetClock
from showroom.contract import document
from showroom.contract.paper import ReceiptPaper
from showroom.desk import Desk
from showroom.documents.issue import head, issue, issued, seller, staff_name
from showroom.documents.seal import PaperKind
from showroom.errors import Refusal
from showroom.rights import EVERYONE, allows
from showroom.terms import PayMethod, ReceiptKind
from showroom.unit import Unit
from tests.factories import customer


@dataclass(frozen=True, slots=True)
class Put:
    payer: str
    of: UUID | None = None
    fails: bool = False


def paper_of(unit: Unit, payer: str) -> ReceiptPaper:
    return ReceiptPaper(
        head=head(unit, "NJHX-A-SK-1", unit.today, unit.now, unit.actor.staff_id),
        contract_number="NJHX-A-HT-1",
        car="XC40",
        kind=ReceiptKind.EARNEST,
        amount_fen=20_000_00,
        method=PayMethod.CARD,
        payer=payer,
        received_at=unit.now.astimezone(unit.place.zone),
        cashier="周敏",
        earnest_fen=20_000_00,
        prepayment_fen=0,
        txn_no="T1",
        refund_of="",
    )


@allows(*EVERYONE)
def put(unit: Unit, command: Put) -> UUID:
    of = unit.get(Customer, command.of) if command.of else unit.add(customer(unit.outlet_id))
    data = paper_of(unit, command.payer)
    issue(unit, document.receipt(data), data, of)
    if command.fails:
        raise Refusal("unit.gone")
    return of.id


@allows(*EVERYONE)
def kept(unit: Unit, _: None) -> list[tuple[Any, ...]]:
    rows = unit.session.scalars(select(Paper).order_by(Paper.id))
    return [
        (
            row.kind,
            row.doc_no,
            row.of_table,
            row.pages,
            row.business_date,
            row.sha256,
            row.check_code,
        )
        for row in rows
    ]


@allows(*EVERYONE)
def read_back(unit: Unit, of: UUID) -> ReceiptPaper | None:
    return issued(unit, PaperKind.RECEIPT, of, ReceiptPaper)


@allows(*EVERYONE)
def expected(unit: Unit, payer: str) -> ReceiptPaper:
    return paper_of(unit, payer)


@allows(*EVERYONE)
def move_house(unit: Unit, address: str) -> None:
    unit.change(unit.get(Outlet, unit.outlet_id), address=address)


def test_what_was_issued_reads_back_as_it_was_and_prints_the_same_bytes(cashier: Desk) -> None:
    want = cashier.read(expected, "王芳")
    of = cashier.write(put, Put("王芳")).value
    found = cashier.read(read_back, of)
    assert found == want
    assert found is not None
    again = document.receipt(found)
    ((kind, number, table, pages, day, sha256, code),) = cashier.read(kept, None)
    assert (kind, number, table, pages, day) == (
        "RECEIPT",
        "NJHX-A-SK-1",
        "customer",
        1,
        date(2026, 11, 22),
    )
    assert (again.sha256, again.check_code) == (sha256, code)


def test_a_paper_keeps_the_address_it_was_printed_with(manager: Desk, clock: SetClock) -> None:
    of = manager.write(put, Put("王芳")).value
    before = manager.read(read_back, of)
    clock.advance(days=1)
    manager.write(move_house, "新址 1 号")
    assert manager.read(read_back, of) == before
    later = manager.read(expected, "王芳")
    assert later.head.seller.address == "新址 1 号"


def test_of_two_papers_of_one_row_the_latest_counts(cashier: Desk) -> None:
    of = cashier.write(put, Put("王芳")).value
    cashier.write(put, Put("李明", of))
    found = cashier.read(read_back, of)
    assert found is not None
    assert found.payer == "李明"
    assert len(cashier.read(kept, None)) == 2


def test_a_row_without_a_paper_has_none(cashier: Desk) -> None:
    assert cashier.read(read_back, uuid4()) is None


@pytest.mark.parametrize("command", [Put("\U0001f600"), Put("王芳", fails=True)])
def test_a_deed_that_fails_leaves_no_paper(cashier: Desk, command: Put) -> None:
    with pytest.raises(Refusal):
        cashier.write(put, command)
    assert cashier.read(kept, None) == []


def test_the_head_names_the_company_the_maker_and_the_outlets_own_time(cashier: Desk) -> None:
    made = cashier.read(expected, "王芳").head
    assert (made.seller.outlet, made.made_by) == ("南京河西店", "周敏")
    assert made.issued_at.replace(tzinfo=None) == datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001


def test_somebody_unknown_has_no_name(cashier: Desk) -> None:
    @allows(*EVERYONE)
    def ask(unit: Unit, _: None) -> tuple[str, str]:
        return staff_name(unit, uuid4()), seller(unit).uscc

    assert cashier.read(ask, None) == ("", "91320105MA1X5K8R32")
