"""A discount above one's authority: asked for with a reason, decided by who may."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from db.models.quote import Approval, Quote
from showroom.documents.issue import staff_name
from showroom.errors import Refusal
from showroom.quote.price import check_authority, may_approve, needed_role
from showroom.quote.rules import editable
from showroom.quote.stored import authority, offer_of
from showroom.rights import MANAGERS, SALES, allows
from showroom.terms import ApprovalStatus, QuoteStatus, Role
from showroom.unit import Unit

_SUBJECT = "quote"


@dataclass(frozen=True, slots=True)
class AskApproval:
    """Why this quote deserves more than one may give."""

    quote_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class DecideApproval:
    """A manager's yes or no to what was asked."""

    quote_id: UUID
    approved: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PendingApproval:
    """A request nobody decided yet; amounts in fen."""

    quote_id: UUID
    asked_by_id: UUID
    discount_fen: int
    needs: Role
    reason: str


@dataclass(frozen=True, slots=True)
class Granted:
    """What a manager said yes to: at most this discount, at least this invoice price; fen."""

    discount_fen: int
    invoice_price_fen: int
    by: str

    def covers(self, discount_fen: int, invoice_price_fen: int) -> bool:
        """Whether the yes holds for a quote of these figures."""
        return discount_fen <= self.discount_fen and invoice_price_fen >= self.invoice_price_fen


@allows(*SALES)
def ask_approval(unit: Unit, command: AskApproval) -> UUID:
    """Ask for the discount of a draft; raises Refusal when it needs nobody, or nobody may."""
    quote = _draft(unit, command.quote_id)
    offer = offer_of(unit, quote)
    if may_approve(unit.actor.role, offer, authority(unit)):
        raise Refusal("quote.approval_needless")
    needs = needed_role(offer, authority(unit))
    if needs is None:
        raise Refusal("quote.below_floor", field="lines")
    if not command.reason.strip():
        raise Refusal("quote.reason_missing", field="reason")
    return unit.add(_row(unit, quote, ApprovalStatus.REQUESTED, needs, command.reason)).id


@allows(*MANAGERS)
def decide_approval(unit: Unit, command: DecideApproval) -> UUID:
    """Approve or reject what was asked; raises Refusal above one's own authority."""
    quote = _draft(unit, command.quote_id)
    asked = latest(unit, quote.id)
    if asked is None or asked.step != ApprovalStatus.REQUESTED:
        raise Refusal("quote.nothing_asked")
    if command.approved:
        check_authority(unit.actor.role, offer_of(unit, quote), authority(unit))
    step = ApprovalStatus.APPROVED if command.approved else ApprovalStatus.REJECTED
    row = _row(unit, quote, step, Role(asked.needs_role), command.reason)
    row.asks_id = asked.id
    return unit.add(row).id


@allows(*SALES)
def pending_approvals(unit: Unit, _query: None) -> list[PendingApproval]:
    """What waits for a decision, the oldest first."""
    answered = select(Approval.asks_id).where(Approval.asks_id.is_not(None))
    rows = unit.session.scalars(
        select(Approval)
        .join(Quote, Quote.id == Approval.subject_id)
        .where(
            Approval.step == ApprovalStatus.REQUESTED,
            Approval.id.not_in(answered),
            Quote.status == QuoteStatus.DRAFT,
        )
        .order_by(Approval.at)
    )
    return [
        PendingApproval(
            row.subject_id, row.by_id, row.discount_fen, Role(row.needs_role), row.reason or ""
        )
        for row in rows
    ]


def latest(unit: Unit, quote_id: UUID) -> Approval | None:
    """The last word on a quote, asked or decided."""
    return unit.session.scalar(
        select(Approval)
        .where(Approval.subject == _SUBJECT, Approval.subject_id == quote_id)
        .order_by(Approval.id.desc())
        .limit(1)
    )


def approved(unit: Unit, quote: Quote) -> UUID | None:
    """The yes that covers this quote as it stands: no lower price, no larger discount since."""
    last = latest(unit, quote.id)
    given = granted(unit, last)
    if last is None or given is None:
        return None
    return last.id if given.covers(quote.discount_fen, quote.invoice_price_fen) else None


def granted(unit: Unit, last: Approval | None) -> Granted | None:
    """What the last word on a quote grants, None unless it is a yes."""
    if last is None or last.step != ApprovalStatus.APPROVED:
        return None
    return Granted(last.discount_fen, last.invoice_price_fen, staff_name(unit, last.by_id))


def _draft(unit: Unit, quote_id: UUID) -> Quote:
    quote = unit.get(Quote, quote_id)
    if not editable(QuoteStatus(quote.status)):
        raise Refusal("quote.immutable")
    return quote


def _row(unit: Unit, quote: Quote, step: ApprovalStatus, needs: Role, reason: str) -> Approval:
    return Approval(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        subject=_SUBJECT,
        subject_id=quote.id,
        step=step,
        discount_fen=quote.discount_fen,
        invoice_price_fen=quote.invoice_price_fen,
        needs_role=needs,
        reason=reason.strip() or None,
        by_id=unit.actor.staff_id,
        at=unit.now,
    )
