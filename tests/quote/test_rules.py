from datetime import date
from itertools import product

import pytest

from showroom import texts
from showroom.errors import Refusal
from showroom.quote import rules
from showroom.terms import QuoteStatus
from tests.shipped import shipped

TODAY = date(2026, 11, 22)
DRAFT, ISSUED, ACCEPTED, EXPIRED, VOID = QuoteStatus


def code_of(check, *args) -> str:
    with pytest.raises(Refusal) as refused:
        check(*args)
    for language in texts.LANGUAGES:
        assert texts.load(language)(refused.value.code, **refused.value.facts)
    return refused.value.code


def test_a_quote_goes_only_the_ways_it_may() -> None:
    ways = {(DRAFT, ISSUED), (ISSUED, ACCEPTED), (ISSUED, EXPIRED), (ISSUED, VOID)}
    for now, then in product(QuoteStatus, QuoteStatus):
        if (now, then) in ways:
            rules.check_step(now, then)
        else:
            assert code_of(rules.check_step, now, then) == "quote.wrong_state"


def test_only_a_draft_may_be_edited() -> None:
    assert [status for status in QuoteStatus if rules.editable(status)] == [DRAFT]


def test_a_quote_holds_a_week_and_through_its_last_day() -> None:
    until = rules.usual_valid_until(TODAY, shipped("quote.validity")["days"])
    assert until == date(2026, 11, 29)
    assert rules.status_on(ISSUED, until, until) is ISSUED
    assert rules.status_on(ISSUED, until, date(2026, 11, 30)) is EXPIRED
    assert rules.status_on(ACCEPTED, until, date(2027, 1, 1)) is ACCEPTED


def test_an_expired_quote_cannot_be_accepted() -> None:
    rules.check_acceptable(ISSUED, TODAY, TODAY)
    assert code_of(rules.check_acceptable, ISSUED, date(2026, 11, 21), TODAY) == "quote.expired"
    assert code_of(rules.check_acceptable, VOID, TODAY, TODAY) == "quote.wrong_state"


def test_dates_of_a_quote_do_not_lie_in_the_past() -> None:
    yesterday = date(2026, 11, 21)
    rules.check_dates(TODAY, TODAY, TODAY)
    assert code_of(rules.check_dates, TODAY, yesterday, TODAY) == "quote.invoice_date_past"
    assert code_of(rules.check_dates, TODAY, TODAY, yesterday) == "quote.valid_until_past"


def test_a_newer_version_replaces_issued_paper() -> None:
    assert rules.next_version(ISSUED, 1) == 2
    assert rules.next_version(EXPIRED, 2) == 3
    assert code_of(rules.next_version, DRAFT, 1) == "quote.still_draft"
    assert code_of(rules.next_version, ACCEPTED, 1) == "quote.already_accepted"
