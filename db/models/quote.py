"""Quotes and what they are built from: published fees, promotions, accessories, loans."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import FACT, REFERENCE, Base, Synced, document, part_of
from db.dated import Dated, index_days


class FeeItem(Synced, Base, kw_only=True):
    """A published charge; only these may be billed (明码标价规定 8). Fen, None if typed."""

    __tablename__ = "fee_item"
    __sync__ = REFERENCE

    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    payee: Mapped[str]
    amount_fen: Mapped[int | None] = mapped_column(default=None)
    basis: Mapped[str]
    optional: Mapped[bool]
    sort: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)


class Promotion(Synced, Base, kw_only=True):
    """A discount, subsidy or gift for a trim or model within dates. Amount in fen."""

    __tablename__ = "promotion"
    __sync__ = REFERENCE

    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    model_id: Mapped[UUID | None] = mapped_column(default=None)
    trim_id: Mapped[UUID | None] = mapped_column(default=None)
    amount_fen: Mapped[int]
    on_invoice: Mapped[bool]
    quantity: Mapped[int] = mapped_column(default=1)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)


class Accessory(Synced, Base, kw_only=True):
    """An accessory (精品), sold or given; price in fen."""

    __tablename__ = "accessory"
    __sync__ = REFERENCE

    code: Mapped[str]
    name: Mapped[str]
    price_fen: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)


class LoanProduct(Synced, Base, kw_only=True):
    """A lender's loan; yearly rate in basis points, lowest down payment in per cent."""

    __tablename__ = "loan_product"
    __sync__ = REFERENCE

    code: Mapped[str]
    name: Mapped[str]
    lender: Mapped[str]
    kind: Mapped[str]
    annual_rate_bp: Mapped[int]
    months: Mapped[list[Any]]
    min_down_percent: Mapped[int]
    upfront_fee_fen: Mapped[int] = mapped_column(default=0)
    terms: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)


class Quote(Dated, Synced, Base, kw_only=True):
    """One version of an offer; amounts in fen. Immutable once issued.

    Issued late it counts on `issued_posted_on`, which HQ writes.
    """

    __tablename__ = "quote"
    __sync__ = document(
        status="DRAFT", doc_no=None, approval_id=None, issued_at=None, settled_at=None,
        issued_posted_on=None,
    )  # fmt: skip

    doc_no: Mapped[str | None] = mapped_column(default=None, index=True)
    version: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[UUID | None] = mapped_column(default=None)
    status: Mapped[str]
    customer_id: Mapped[UUID] = mapped_column(index=True)
    visit_id: Mapped[UUID | None] = mapped_column(default=None)
    trim_id: Mapped[UUID]
    colour: Mapped[str]
    guide_price_fen: Mapped[int]
    price_id: Mapped[UUID]
    expected_invoice_on: Mapped[date]
    valid_until: Mapped[date]
    invoice_price_fen: Mapped[int]
    purchase_tax_fen: Mapped[int]
    tax_relief_fen: Mapped[int]
    tax_rule: Mapped[str | None] = mapped_column(default=None)
    tax_warning: Mapped[str | None] = mapped_column(default=None)
    vehicle_tax_fen: Mapped[int]
    on_road_price_fen: Mapped[int]
    net_cost_fen: Mapped[int]
    due_at_store_fen: Mapped[int]
    trade_in_value_fen: Mapped[int] = mapped_column(default=0)
    loan: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    discount_fen: Mapped[int] = mapped_column(default=0)
    approval_id: Mapped[UUID | None] = mapped_column(default=None)
    note: Mapped[str | None] = mapped_column(default=None)
    owner_id: Mapped[UUID]
    created_by_id: Mapped[UUID]
    created_at: Mapped[datetime]
    issued_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    issued_posted_on: Mapped[date | None] = mapped_column(default=None)


class QuoteLine(Synced, Base, kw_only=True):
    """One line of a quote: what, to whom, how much (fen), on the invoice or not."""

    __tablename__ = "quote_line"
    __sync__ = part_of("quote")

    quote_id: Mapped[UUID] = mapped_column(index=True)
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


class Approval(Synced, Base, kw_only=True):
    """A manager's yes or no to one thing that needed it, with the reason asked and given."""

    __tablename__ = "approval"
    __sync__ = FACT

    subject: Mapped[str]
    subject_id: Mapped[UUID] = mapped_column(index=True)
    step: Mapped[str]
    discount_fen: Mapped[int]
    invoice_price_fen: Mapped[int]
    needs_role: Mapped[str]
    reason: Mapped[str | None] = mapped_column(default=None)
    asks_id: Mapped[UUID | None] = mapped_column(default=None)
    by_id: Mapped[UUID]
    at: Mapped[datetime]


quote_day = index_days(Quote)
