"""Claims and leases: who has what, who waits, and ending a lease by an operator's word."""

from zoneinfo import ZoneInfo

from showroom.claim.rules import standing
from showroom.claim.terms import ClaimKind, ClaimStanding
from showroom.errors import Refusal
from showroom.hq import granting
from showroom.hq.group.waiting import ClaimLine, LeaseLine, claims, leases
from showroom.hq.pages import people
from showroom.hq.pages.asked import Asked, Moved, Page
from showroom.hq.pages.markup import Content, Html, el, joined
from showroom.hq.pages.parts import (
    ROOT,
    Column,
    button_form,
    card,
    done,
    empty,
    facts,
    link,
    notice,
    pill,
    table,
)
from showroom.hq.rows import state

_TONES = {
    ClaimStanding.GRANTED: "good",
    ClaimStanding.TENTATIVE: "neutral",
    ClaimStanding.REFUSED: "warn",
}


def held(asked: Asked) -> Page:
    """Leases, grants, and the lines behind them."""
    zone, now = asked.zone(), asked.hq.micros()
    with asked.hq.store.read() as connection:
        is_waiting = state(connection).is_waiting
        granted = claims(connection, now, granted=True)
        waiting = claims(connection, now, granted=False)
        lent = leases(connection, now)
    body = joined(
        done(asked),
        notice(asked.say("not_granting"), "warn") if is_waiting else None,
        card(asked.say("leases"), _leases(asked, lent, zone), note=asked.say("leases_note")),
        card(asked.say("claims_waiting"), _claims(asked, waiting, zone, "claims_waiting")),
        card(asked.say("claims_granted"), _claims(asked, granted, zone, "claims_granted")),
    )
    return Page(asked.say("claims_title"), body, "claims")


def confirm_end(asked: Asked) -> Page:
    """What ending a lease means, before it is done."""
    lease, zone = _lease(asked), asked.zone()
    told = facts(
        [
            (asked.say("thing"), lease.thing),
            (asked.say("lent_to"), f"{lease.outlet}-{lease.desk}"),
            (asked.say("until"), asked.moment(lease.until, zone)),
        ]
    )
    act = button_form(asked, f"/leases/{lease.id.hex()}/end", asked.say("end_now"), "button danger")
    body = card(
        lease.thing,
        told,
        el("p", asked.say("end_means")),
        act,
        link("/claims", asked.say("cancel"), "button plain"),
    )
    return Page(asked.say("end_title"), body, "claims")


def end(asked: Asked) -> Moved:
    """Do it."""
    lease = _lease(asked)
    with asked.hq.store.write() as connection:
        granting.lease_ended(asked.hq, connection, lease.id)
        about = f"{lease.outlet}-{lease.desk} {lease.thing}"
        people.note(asked.hq, connection, asked.login, "lease_ended", about)
    return Moved(f"{ROOT}/claims?done=lease_ended")


def _lease(asked: Asked) -> LeaseLine:
    """The lease the address names; raises Refusal `claim.no_such_lease`."""
    wanted = asked.parts.get("lease", "")
    with asked.hq.store.read() as connection:
        for lease in leases(connection, asked.hq.micros()):
            if lease.id.hex() == wanted:
                return lease
    raise Refusal("claim.no_such_lease")


def _leases(asked: Asked, found: list[LeaseLine], zone: ZoneInfo) -> Html:
    if not found:
        return empty(asked.say("leases_none"))
    columns = [
        Column(asked.say("thing")),
        Column(asked.say("lent_to")),
        Column(asked.say("since")),
        Column(asked.say("until")),
        Column(asked.say("standing")),
        *([Column(asked.say("action"))] if asked.may_act else []),
    ]
    return table(asked.say("leases"), columns, [_lent(asked, each, zone) for each in found])


def _lent(asked: Asked, lease: LeaseLine, zone: ZoneInfo) -> list[Content]:
    if lease.verdict is None:
        mark = pill(asked.words(ClaimStanding.TENTATIVE.word))
    else:
        over = lease.may_end
        mark = pill(asked.say("lease_over" if over else "lease_runs"), "warn" if over else "good")
    to = f"/leases/{lease.id.hex()}/end"
    act = link(to, asked.say("end_lease"), "button plain small") if lease.may_end else None
    return [
        el("strong", lease.thing),
        f"{lease.outlet}-{lease.desk}",
        asked.moment(lease.granted_at, zone),
        asked.moment(lease.until, zone),
        mark,
        *([act] if asked.may_act else []),
    ]


def _claims(asked: Asked, found: list[ClaimLine], zone: ZoneInfo, key: str) -> Html:
    if not found:
        return empty(asked.say("claims_none"))
    columns = [
        Column(asked.say("thing")),
        Column(asked.say("kind")),
        Column(asked.say("asked_by")),
        Column(asked.say("paper")),
        Column(asked.say("when")),
        Column(asked.say("standing")),
        Column(asked.say("decided")),
    ]
    return table(asked.say(key), columns, [_claim(asked, each, zone) for each in found])


def _claim(asked: Asked, claim: ClaimLine, zone: ZoneInfo) -> list[Content]:
    word = standing(claim.verdict, released=False)
    span: Content = "—"
    if claim.starts_at is not None:
        moments = (asked.moment(claim.starts_at, zone), asked.moment(claim.ends_at, zone))
        span = joined(moments[0], " – ", moments[1])
    marks = joined(
        pill(asked.words(word.word), _TONES[word]),
        el("small", asked.say("has_it", who=claim.lost_to)) if claim.lost_to else None,
    )
    return [
        el("strong", claim.thing),
        asked.words(ClaimKind(claim.kind).word),
        f"{claim.outlet}-{claim.desk}",
        claim.paper or "—",
        span,
        marks,
        asked.moment(claim.decided_at, zone),
    ]
