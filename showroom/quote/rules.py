"""What may become of a quote: its states, dates and versions (domain.md sections 2 and 3.6)."""

from datetime import date, timedelta
from typing import Final

from showroom.errors import Refusal
from showroom.terms import QuoteStatus

_NEXT: Final[dict[QuoteStatus, frozenset[QuoteStatus]]] = {
    QuoteStatus.DRAFT: frozenset({QuoteStatus.ISSUED}),
    QuoteStatus.ISSUED: frozenset({QuoteStatus.ACCEPTED, QuoteStatus.EXPIRED, QuoteStatus.VOID}),
}


def check_step(now: QuoteStatus, then: QuoteStatus) -> None:
    """Pass when a quote may go from one state to the next.

    Raises:
        Refusal: `quote.wrong_state` with the words of both states.
    """
    if then not in _NEXT.get(now, frozenset()):
        raise Refusal("quote.wrong_state", now=now.word, then=then.word)


def editable(status: QuoteStatus) -> bool:
    """Whether its contents may change: issued paper is immutable, void and reissue."""
    return status is QuoteStatus.DRAFT


def status_on(status: QuoteStatus, valid_until: date, today: date) -> QuoteStatus:
    """The state as of a day: an issued quote holds through `valid_until` and then expires."""
    if status is QuoteStatus.ISSUED and today > valid_until:
        return QuoteStatus.EXPIRED
    return status


def usual_valid_until(today: date, days: int) -> date:
    """The last day a quote holds when nobody says otherwise."""
    return today + timedelta(days=days)


def check_dates(today: date, expected_invoice_on: date, valid_until: date) -> None:
    """Pass when neither date lies in the past.

    Raises:
        Refusal: `quote.invoice_date_past`, `quote.valid_until_past`.
    """
    if expected_invoice_on < today:
        raise Refusal("quote.invoice_date_past", field="expected_invoice_on")
    if valid_until < today:
        raise Refusal("quote.valid_until_past", field="valid_until")


def check_acceptable(status: QuoteStatus, valid_until: date, today: date) -> None:
    """Pass when the customer may accept it today.

    Raises:
        Refusal: `quote.expired`, `quote.wrong_state`.
    """
    standing = status_on(status, valid_until, today)
    if standing is QuoteStatus.EXPIRED:
        raise Refusal("quote.expired", date=valid_until)
    check_step(standing, QuoteStatus.ACCEPTED)


def next_version(status: QuoteStatus, version: int) -> int:
    """The version of the quote that replaces this one; an issued one is voided by it.

    Raises:
        Refusal: `quote.still_draft` (edit it), `quote.already_accepted`.
    """
    if status is QuoteStatus.DRAFT:
        raise Refusal("quote.still_draft")
    if status is QuoteStatus.ACCEPTED:
        raise Refusal("quote.already_accepted")
    return version + 1
