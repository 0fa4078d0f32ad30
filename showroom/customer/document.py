"""意向客户卡 as a paper: who, what is wanted, consents, and what was done so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from showroom.documents.blocks import Heading, Notice, small
from showroom.documents.breaking import Run
from showroom.documents.furniture import Head
from showroom.documents.galley import Block
from showroom.documents.press import Paper, Printed, printed
from showroom.documents.seal import PaperKind
from showroom.documents.table import Column, Field, Fields, Row, Table
from showroom.documents.text import LONG, Printable
from showroom.documents.wording import DASH, Wording, wording
from showroom.terms import (
    ConsentPurpose,
    CustomerType,
    FollowUpMethod,
    FollowUpResult,
    Gender,
    IntentLevel,
    PayMode,
    PurchaseKind,
    UseKind,
)


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One consent asked: given or refused, under which notice, when (aware, local)."""

    purpose: ConsentPurpose
    given: bool
    notice_version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One follow-up: when (aware, local), how, with what result, what was said."""

    at: datetime
    method: FollowUpMethod
    result: FollowUpResult
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeadCardPaper:
    """意向客户卡 (domain.md section 3, form 2); budgets in fen, instants aware and local."""

    head: Head
    name: str
    phone: str
    level: IntentLevel | None
    owner: str
    customer_type: CustomerType = CustomerType.PERSON
    gender: Gender | None = None
    expected_buy_date: date | None = None
    next_follow_up_at: datetime | None = None
    model: str = ""
    trim: str = ""
    colour: str = ""
    budget_min_fen: int | None = None
    budget_max_fen: int | None = None
    use: UseKind | None = None
    pay_mode: PayMode | None = None
    purchase_kind: PurchaseKind | None = None
    current_car: str = ""
    concerns: tuple[str, ...] = ()
    referrer: str = ""
    birthday: date | None = None
    note: str = ""
    consents: tuple[ConsentLine, ...] = ()
    contacts: tuple[ContactLine, ...] = ()


def lead_card(data: LeadCardPaper) -> Printed:
    """The lead card as a PDF.

    Raises:
        Refusal: `documents.no_glyph` where a typed character cannot be printed.
    """
    return printed(Paper(PaperKind.LEAD_CARD, data.head, data, list(_blocks(data, wording()))))


def _blocks(data: LeadCardPaper, w: Wording) -> Iterator[Block]:
    yield Heading(w("card.who"))
    yield Fields(_who(data, w))
    yield Heading(w("card.wish"))
    yield Fields(_wish(data, w))
    if data.note:
        yield Notice(w("note"), ((Run(w.typed(data.note, "note", LONG)),),))
    yield Heading(w("card.consents"), w("card.consents_aside"))
    yield _consents(data, w)
    yield Heading(w("card.contacts"))
    yield _contacts(data, w)
    yield small(w("card.privacy"), gap=8)


def _who(data: LeadCardPaper, w: Wording) -> tuple[Field, ...]:
    return (
        Field(w("card.name"), w.typed(data.name, "name")),
        Field(w("phone"), w.typed(data.phone, "phone")),
        Field(w("card.customer_type"), w.term(data.customer_type)),
        Field(w("card.gender"), w.term(data.gender)),
        Field(w("card.birthday"), w.day(data.birthday)),
        Field(w("card.referrer"), w.typed(data.referrer, "referrer")),
        Field(w("card.level"), w.term(data.level)),
        Field(w("card.owner"), w.typed(data.owner, "owner")),
        Field(w("card.expected_buy"), w.day(data.expected_buy_date)),
        Field(w("card.next_follow_up"), w.moment(data.next_follow_up_at)),
    )


def _wish(data: LeadCardPaper, w: Wording) -> tuple[Field, ...]:
    concerns = "、".join(w.typed(each, "concerns") for each in data.concerns)
    return (
        Field(w("card.model"), w.typed(data.model, "model")),
        Field(w("card.trim"), w.typed(data.trim, "trim")),
        Field(w("colour"), w.typed(data.colour, "colour")),
        Field(w("card.budget"), _budget(data, w)),
        Field(w("card.use"), w.term(data.use)),
        Field(w("card.pay_mode"), w.term(data.pay_mode)),
        Field(w("card.purchase_kind"), w.term(data.purchase_kind)),
        Field(w("card.current_car"), w.typed(data.current_car, "current_car")),
        Field(w("card.concerns"), Printable(concerns) if concerns else DASH, wide=True),
    )


def _budget(data: LeadCardPaper, w: Wording) -> Printable:
    ends = (data.budget_min_fen, data.budget_max_fen)
    if ends == (None, None):
        return DASH
    low, high = (DASH if fen is None else w.money(fen) for fen in ends)
    return w("card.budget_of", low=low, high=high)


def _consents(data: LeadCardPaper, w: Wording) -> Block:
    if not data.consents:
        return small(w("card.no_consents"))
    titles = (
        Column(w("card.purpose"), 40),
        Column(w("card.answer"), 16),
        Column(w("card.notice"), 20),
        Column(w("card.asked_at"), 24),
    )
    rows = tuple(
        Row(
            (
                w.term(each.purpose),
                w("card.given" if each.given else "card.refused"),
                w.typed(each.notice_version, "notice_version"),
                w.moment(each.at),
            )
        )
        for each in data.consents
    )
    return Table(titles, rows)


def _contacts(data: LeadCardPaper, w: Wording) -> Block:
    if not data.contacts:
        return small(w("card.no_contacts"))
    titles = (
        Column(w("card.at"), 20),
        Column(w("card.method"), 11),
        Column(w("card.result"), 13),
        Column(w("card.by"), 12),
        Column(w("card.said"), 50),
    )
    rows = tuple(
        Row(
            (
                w.moment(each.at),
                w.term(each.method),
                w.term(each.result),
                w.typed(each.by, "by"),
                w.typed(each.note, "note", LONG),
            )
        )
        for each in data.contacts
    )
    return Table(titles, rows)
