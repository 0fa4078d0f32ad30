"""What happened with a customer, from every room's rows, in one order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from db.models.contract import Contract, Receipt
from db.models.customer import LostRecord
from db.models.quote import Quote
from db.models.staff import Staff
from db.models.testdrive import TestDrive
from db.models.vehicle import CarModel, Trim, Vehicle
from db.models.visit import FollowUp, Visit
from showroom.terms import (
    Channel,
    ContractStatus,
    DriveStatus,
    FollowUpResult,
    IntentLevel,
    QuoteStatus,
    ReceiptKind,
    VisitKind,
)
from showroom.unit import Unit


class EventKind(StrEnum):
    """Which room an event came from."""

    VISIT = "VISIT"
    CALL_IN = "CALL_IN"
    FOLLOW_UP = "FOLLOW_UP"
    DRIVE = "DRIVE"
    QUOTE = "QUOTE"
    CONTRACT = "CONTRACT"
    RECEIPT = "RECEIPT"
    LOST = "LOST"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `word` is a catalogue key, `amount_fen` money, `at` UTC.

    `text` is what people wrote, `subject` the car or paper number, `level` the level after.
    """

    at: datetime
    kind: EventKind
    record_id: UUID
    word: str
    by: str | None = None
    text: str | None = None
    subject: str | None = None
    amount_fen: int | None = None
    level: IntentLevel | None = None


def timeline(unit: Unit, customers: list[UUID]) -> list[Event]:
    """The events of these cards, the newest first."""
    sources: tuple[Callable[[Unit, list[UUID]], Iterator[Event]], ...] = (
        _visits,
        _follow_ups,
        _drives,
        _quotes,
        _contracts,
        _receipts,
        _losses,
    )
    events = [event for source in sources for event in source(unit, customers)]
    return sorted(events, key=lambda event: (event.at, event.record_id), reverse=True)


def _visits(unit: Unit, customers: list[UUID]) -> Iterator[Event]:
    rows = unit.session.execute(
        select(
            Visit.id, Visit.arrived_at, Visit.channel, Visit.kind, Visit.note, Visit.model_text,
            CarModel.name, Staff.name,
        )
        .outerjoin(CarModel, CarModel.id == Visit.model_id)
        .outerjoin(Staff, Staff.id == Visit.received_by_id)
        .where(Visit.customer_id.in_(customers))
    )  # fmt: skip
    for key, at, channel, kind, note, model_text, model, by in rows:
        rang = channel == Channel.PHONE_IN
        word = Channel.PHONE_IN.word if rang else VisitKind(kind).word
        said = EventKind.CALL_IN if rang else EventKind.VISIT
        yield Event(at, said, key, word, by, note, model or model_text)


def _follow_ups(unit: Unit, customers: list[UUID]) -> Iterator[Event]:
    rows = unit.session.execute(
        select(
            FollowUp.id, FollowUp.at, FollowUp.result, FollowUp.content, FollowUp.promise,
            FollowUp.level_after, Staff.name,
        )
        .outerjoin(Staff, Staff.id == FollowUp.by_id)
        .where(FollowUp.customer_id.in_(customers))
    )  # fmt: skip
    for key, at, result, content, promise, level, by in rows:
        after = IntentLevel(level) if level else None
        word = FollowUpResult(result).word
        yield Event(at, EventKind.FOLLOW_UP, key, word, by, content, promise, level=after)


def _drives(unit: Unit, customers: list[UUID]) -> Iterator[Event]:
    rows = unit.session.execute(
        select(TestDrive.id, TestDrive.starts_at, TestDrive.status, CarModel.name, Staff.name)
        .outerjoin(Vehicle, Vehicle.id == TestDrive.vehicle_id)
        .outerjoin(Trim, Trim.id == Vehicle.trim_id)
        .outerjoin(CarModel, CarModel.id == Trim.model_id)
        .outerjoin(Staff, Staff.id == TestDrive.escort_id)
        .where(TestDrive.customer_id.in_(customers))
    )
    for key, at, status, model, by in rows:
        yield Event(at, EventKind.DRIVE, key, DriveStatus(status).word, by, subject=model)


def _quotes(unit: Unit, customers: list[UUID]) -> Iterator[Event]:
    rows = unit.session.execute(
        select(
            Quote.id, Quote.created_at, Quote.status, Quote.doc_no, Trim.name,
            Quote.on_road_price_fen, Staff.name,
        )
        .outerjoin(Trim, Trim.id == Quote.trim_id)
        .outerjoin(Staff, Staff.id == Quote.created_by_id)
        .where(Quote.customer_id.in_(customers))
    )  # fmt: skip
    for key, at, status, number, trim, fen, by in rows:
        word = QuoteStatus(status).word
        yield Event(at, EventKind.QUOTE, key, word, by, trim, number, fen)


def _contracts(unit: Unit, customers: list[UUID]) -> Iterator[Event]:
    rows = unit.session.execute(
        select(
            Contract.id, Contract.created_at, Contract.status, Contract.doc_no, Trim.name,
            Contract.price_fen, Staff.name,
        )
        .outerjoin(Trim, Trim.id == Contract.trim_id)
        .outerjoin(Staff, Staff.id == Contract.created_by_id)
        .where(Contract.customer_id.in_(customers))
    )  # fmt: skip
    for key, at, status, number, trim, fen, by in rows:
        word = ContractStatus(status).word
        yield Event(at, EventKind.CONTRACT, key, word, by, trim, number, fen)


def _receipts(unit: Unit, customers: list[UUID]) -> Iterator[Event]:
    rows = unit.session.execute(
        select(
            Receipt.id, Receipt.received_at, Receipt.kind, Receipt.doc_no, Receipt.amount_fen,
            Staff.name,
        )
        .outerjoin(Staff, Staff.id == Receipt.cashier_id)
        .where(Receipt.customer_id.in_(customers))
    )  # fmt: skip
    for key, at, kind, number, fen, by in rows:
        word = ReceiptKind(kind).word
        yield Event(at, EventKind.RECEIPT, key, word, by, subject=number, amount_fen=fen)


def _losses(unit: Unit, customers: list[UUID]) -> Iterator[Event]:
    rows = unit.session.execute(
        select(LostRecord.id, LostRecord.at, LostRecord.step, LostRecord.reason, LostRecord.rival,
               Staff.name)
        .outerjoin(Staff, Staff.id == LostRecord.by_id)
        .where(LostRecord.customer_id.in_(customers))
    )  # fmt: skip
    for key, at, step, reason, rival, by in rows:
        yield Event(at, EventKind.LOST, key, f"customer.lost_{step.lower()}", by, reason, rival)
