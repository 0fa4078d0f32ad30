"""A discount above one's authority: asked for, decided, and covering no more than was asked."""

from dataclasses import replace

from showroom.desk import Desk
from showroom.quote.approvals import (
    AskApproval,
    DecideApproval,
    Granted,
    ask_approval,
    decide_approval,
    pending_approvals,
)
from showroom.quote.commands import SaveQuote, issue_quote, save_quote
from showroom.staff.commands import SignIn, sign_in
from showroom.terms import Role
from tests.conftest import PASSWORD
from tests.quote.test_commands import example_4, refused, with_discount

__all__ = ["example_4"]


def test_one_per_cent_is_the_consultants_own(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(save_quote, with_discount(example_4, 3_999)).value
    consultant.write(issue_quote, key)


def test_more_needs_a_manager_who_may(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(save_quote, with_discount(example_4, 11_000)).value
    refusal = refused(lambda: consultant.write(issue_quote, key))
    assert (refusal.code, refusal.facts["needs"]) == (
        "quote.above_authority",
        Role.SHOWROOM_MANAGER.word,
    )
    consultant.write(ask_approval, AskApproval(key, "客户对比 Q5L"))
    waiting = consultant.read(pending_approvals, None)
    assert [(each.quote_id, each.needs) for each in waiting] == [(key, Role.SHOWROOM_MANAGER)]
    showroom_manager = sign_in(consultant, SignIn("wuhao", PASSWORD))
    showroom_manager.write(decide_approval, DecideApproval(key, approved=True))
    consultant.write(issue_quote, key)
    assert consultant.read(pending_approvals, None) == []


def test_an_approval_covers_no_larger_discount(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(save_quote, with_discount(example_4, 11_000)).value
    consultant.write(ask_approval, AskApproval(key, "竞品"))
    sign_in(consultant, SignIn("wuhao", PASSWORD)).write(decide_approval, DecideApproval(key, True))
    more = replace(with_discount(example_4, 11_500), quote_id=key)
    consultant.write(save_quote, more)
    assert refused(lambda: consultant.write(issue_quote, key)).code == "quote.above_authority"


def test_a_manager_cannot_approve_above_their_own_authority(
    consultant: Desk, example_4: SaveQuote
) -> None:
    key = consultant.write(save_quote, with_discount(example_4, 15_000)).value
    consultant.write(ask_approval, AskApproval(key, "竞品"))
    wu = sign_in(consultant, SignIn("wuhao", PASSWORD))
    decision = DecideApproval(key, approved=True)
    assert refused(lambda: wu.write(decide_approval, decision)).code == "quote.above_authority"
    wu.write(decide_approval, DecideApproval(key, approved=False, reason="太低"))
    assert refused(lambda: consultant.write(issue_quote, key)).code == "quote.above_authority"


def test_below_the_floor_nobody_here_may(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(save_quote, with_discount(example_4, 50_000)).value
    lin = sign_in(consultant, SignIn("linfeng", PASSWORD))
    assert refused(lambda: lin.write(issue_quote, key)).code == "quote.below_floor"


def test_what_one_may_give_oneself_is_not_asked_for(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(save_quote, with_discount(example_4, 100)).value
    needless = refused(lambda: consultant.write(ask_approval, AskApproval(key, "竞品")))
    assert needless.code == "quote.approval_needless"


def test_asking_needs_a_reason_and_a_price_above_the_floor(
    consultant: Desk, example_4: SaveQuote
) -> None:
    key = consultant.write(save_quote, with_discount(example_4, 11_000)).value
    reason = refused(lambda: consultant.write(ask_approval, AskApproval(key, " ")))
    assert (reason.code, reason.facts["field"]) == ("quote.reason_missing", "reason")
    low = consultant.write(save_quote, with_discount(example_4, 50_000)).value
    floor = refused(lambda: consultant.write(ask_approval, AskApproval(low, "竞品")))
    assert floor.code == "quote.below_floor"


def test_nothing_asked_is_nothing_to_decide(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(save_quote, with_discount(example_4, 11_000)).value
    manager = sign_in(consultant, SignIn("wuhao", PASSWORD))
    decision = DecideApproval(key, approved=True)
    assert refused(lambda: manager.write(decide_approval, decision)).code == "quote.nothing_asked"
    assert refused(lambda: consultant.write(decide_approval, decision)).code == (
        "staff.not_permitted"
    )


def test_a_yes_covers_less_given_and_nothing_more() -> None:
    yes = Granted(10_000_00, 370_000_00, "吴昊")
    assert yes.covers(10_000_00, 370_000_00)
    assert yes.covers(9_000_00, 371_000_00)
    assert not yes.covers(10_000_01, 370_000_00)
    assert not yes.covers(10_000_00, 369_999_99)
