"""Contracts, their lines and schedule, and the money received for them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import FACT, REFERENCE, Base, Synced, document, part_of
from db.dated import Dated, counts_on, index_days


class TermsText(Synced, Base, kw_only=True):
    """A version of the standard terms, from a date on."""

    __tablename__ = "terms_text"
    __sync__ = REFERENCE

    kind: Mapped[str]
    version: Mapped[str]
    body: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)


class Contract(Dated, Synced, Base, kw_only=True):
    """A sales contract from an accepted quote; amounts in fen. Immutable once signed.

    What became of it late counts on the `…_posted_on` beside its date, which HQ writes.
    """

    __tablename__ = "contract"
    __sync__ = document(
        status="DRAFT", doc_no=None, signed_on=None, signed_at=None, ordered_on=None,
        cancelled_on=None, cancel_reason=None, delivered_on=None, vehicle_id=None,
    )  # fmt: skip

    doc_no: Mapped[str | None] = mapped_column(default=None, index=True)
    version: Mapped[int] = mapped_column(default=1)
    status: Mapped[str]
    customer_id: Mapped[UUID] = mapped_column(index=True)
    quote_id: Mapped[UUID] = mapped_column(index=True)
    vehicle_id: Mapped[UUID | None] = mapped_column(default=None)
    buyer: Mapped[str]
    buyer_idno: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    trim_id: Mapped[UUID]
    colour: Mapped[str]
    price_fen: Mapped[int]
    money_kind: Mapped[str]
    deposit_fen: Mapped[int]
    deposit_cap_fen: Mapped[int]
    delivery_due: Mapped[date]
    documents: Mapped[list[Any]]
    dispute: Mapped[str]
    breach_terms: Mapped[str]
    terms_version: Mapped[str]
    terms_ack: Mapped[bool]
    owner_id: Mapped[UUID]
    created_by_id: Mapped[UUID]
    created_at: Mapped[datetime]
    signed_on: Mapped[date | None] = mapped_column(default=None)
    signed_at: Mapped[datetime | None] = mapped_column(default=None)
    ordered_on: Mapped[date | None] = mapped_column(default=None)
    cancelled_on: Mapped[date | None] = mapped_column(default=None)
    cancel_reason: Mapped[str | None] = mapped_column(default=None)
    delivered_on: Mapped[date | None] = mapped_column(default=None)
    ordered_posted_on: Mapped[date | None] = mapped_column(default=None)
    cancelled_posted_on: Mapped[date | None] = mapped_column(default=None)
    delivered_posted_on: Mapped[date | None] = mapped_column(default=None)


class ContractLine(Synced, Base, kw_only=True):
    """One line carried over from the quote, in fen."""

    __tablename__ = "contract_line"
    __sync__ = part_of("contract")

    contract_id: Mapped[UUID] = mapped_column(index=True)
    seq: Mapped[int]
    kind: Mapped[str]
    code: Mapped[str | None] = mapped_column(default=None)
    name: Mapped[str]
    payee: Mapped[str]
    amount_fen: Mapped[int]
    quantity: Mapped[int] = mapped_column(default=1)
    on_invoice: Mapped[bool]
    is_gift: Mapped[bool]
    optional: Mapped[bool]
    basis: Mapped[str | None] = mapped_column(default=None)


class PayInstalment(Synced, Base, kw_only=True):
    """One payment of the schedule, in fen; the schedule sums to the price."""

    __tablename__ = "pay_instalment"
    __sync__ = part_of("contract")

    contract_id: Mapped[UUID] = mapped_column(index=True)
    seq: Mapped[int]
    name: Mapped[str]
    amount_fen: Mapped[int]
    due_on: Mapped[date | None] = mapped_column(default=None)


class Receipt(Dated, Synced, Base, kw_only=True):
    """Money received (or, negative, paid back) for a contract, in fen.

    Of an earnest receipt `earnest_fen` counts as 定金 within the cap, `prepayment_fen` is the rest.
    """

    __tablename__ = "receipt"
    __sync__ = FACT

    doc_no: Mapped[str] = mapped_column(index=True)
    contract_id: Mapped[UUID] = mapped_column(index=True)
    customer_id: Mapped[UUID]
    kind: Mapped[str]
    amount_fen: Mapped[int]
    earnest_fen: Mapped[int] = mapped_column(default=0)
    prepayment_fen: Mapped[int] = mapped_column(default=0)
    method: Mapped[str]
    txn_no: Mapped[str | None] = mapped_column(default=None, index=True)
    payer: Mapped[str]
    received_at: Mapped[datetime]
    refund_of_id: Mapped[UUID | None] = mapped_column(default=None)
    cashier_id: Mapped[UUID]
    created_at: Mapped[datetime]


contract_day, receipt_day = index_days(Contract), index_days(Receipt)
ordered_day = counts_on(Contract.ordered_on, Contract.ordered_posted_on)
cancelled_day = counts_on(Contract.cancelled_on, Contract.cancelled_posted_on)
delivered_day = counts_on(Contract.delivered_on, Contract.delivered_posted_on)
for _name, _day in (("ordered", ordered_day), ("cancelled", cancelled_day)):
    Index(f"ix_contract_{_name}_day", _day)
