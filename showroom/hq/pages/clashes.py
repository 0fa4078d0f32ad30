"""Disputes to settle: both sides' evidence, their word, the proposal, the verdict."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from showroom.hq.disputes.pairs import Pair, pair_of, pairs
from showroom.hq.disputes.settling import MOST_REASON, Settle, settle
from showroom.hq.enrol.outlets import outlets
from showroom.hq.group.evidence import Evidence, evidence
from showroom.hq.pages import people
from showroom.hq.pages.asked import Asked, Moved, Page
from showroom.hq.pages.markup import Content, Html, el, joined
from showroom.hq.pages.parts import ROOT, Column, card, done, empty, facts, link, pill, table
from showroom.terms import IntentLevel


def disputes(asked: Asked) -> Page:
    """Those that wait, then those settled."""
    zone = asked.zone()
    with asked.hq.store.read() as connection:
        waiting, settled = pairs(connection), pairs(connection, settled=True, most=50)
    body = joined(
        done(asked),
        card(
            asked.say("disputes_open"),
            _waiting(asked, waiting, zone) if waiting else empty(asked.say("disputes_none")),
            note=asked.say("disputes_note"),
        ),
        card(asked.say("disputes_settled"), _settled(asked, settled, zone)) if settled else None,
    )
    return Page(asked.say("disputes_title"), body, "disputes")


def dispute(asked: Asked) -> Page:
    """One of them, with both sides."""
    zone = asked.zone()
    with asked.hq.store.read() as connection:
        pair = pair_of(connection, asked.parts.get("pair", ""))
        sides = evidence(connection, pair)
        names = {each.code: f"{each.name} ({each.code})" for each in outlets(connection)}
    cards = [
        _side(asked, pair, side, (names.get(side.outlet, side.outlet), zone)) for side in sides
    ]
    body = joined(
        el("div", cards, class_="beside"),
        _form(asked, pair, names) if pair.is_open else _verdict(asked, pair, zone),
    )
    return Page(asked.say("dispute_title", left=_name(sides[0]), right=_name(sides[1])), body,
                "disputes")  # fmt: skip


def decide(asked: Asked) -> Moved:
    """Settle it."""
    key = asked.parts.get("pair", "")
    told = Settle(key, asked.form.get("verdict", ""), asked.form.get("reason", ""), asked.login)
    settled = settle(asked.hq, told)
    about = f"{settled.left.outlet} / {settled.right.outlet}: {settled.verdict}"
    with asked.hq.store.aside() as connection:
        people.note(asked.hq, connection, asked.login, "settled", about)
    return Moved(f"{ROOT}/disputes?done=settled")


def _waiting(asked: Asked, found: Sequence[Pair], zone: ZoneInfo) -> Html:
    columns = [
        Column(asked.say("outlets")),
        Column(asked.say("first_contacts")),
        Column(asked.say("proposal")),
        Column(asked.say("opened")),
        Column(asked.say("action")),
    ]
    return table(asked.say("disputes_open"), columns, [_line(asked, each, zone) for each in found])


def _line(asked: Asked, pair: Pair, zone: ZoneInfo) -> list[Content]:
    dates = " / ".join(side.first_on or "—" for side, _ in pair.sides)
    word = asked.say("settle" if asked.may_act else "look")
    return [
        el("strong", f"{pair.left.outlet} / {pair.right.outlet}"),
        dates,
        pair.proposal,
        asked.moment(pair.opened_at, zone),
        link(f"/disputes/{pair.key}", word, "button plain small"),
    ]


def _settled(asked: Asked, found: Sequence[Pair], zone: ZoneInfo) -> Html:
    columns = [
        Column(asked.say("outlets")),
        Column(asked.say("verdict")),
        Column(asked.say("reason")),
        Column(asked.say("settled_by")),
        Column(asked.say("settled_at")),
    ]
    rows: list[list[Content]] = [
        [
            link(f"/disputes/{each.key}", f"{each.left.outlet} / {each.right.outlet}"),
            each.verdict,
            each.verdict_reason,
            each.settled_by,
            asked.moment(each.settled_at, zone),
        ]
        for each in found
    ]
    return table(asked.say("disputes_settled"), columns, rows)


def _side(asked: Asked, pair: Pair, side: Evidence, named: tuple[str, ZoneInfo]) -> Html:
    """One side; `named` is its outlet's name, and the zone of times."""
    name, zone = named
    level = asked.words(IntentLevel(side.level).word) if side.level else "—"
    told: list[tuple[str, Content]] = [
        (asked.say("customer"), f"{side.name} {side.phone}".strip() or "—"),
        (asked.say("first_contact"), el("strong", side.first_contact_on or "—")),
        (asked.say("first_visit"), side.first_visit_on or "—"),
        (asked.say("level"), level),
        (asked.say("visits"), side.visits),
        (asked.say("contacts"), side.contacts),
        (asked.say("drives"), side.drives),
        (asked.say("contracts"), side.contracts),
        (asked.say("last_on"), side.last_on or "—"),
    ]
    mark = pill(asked.say("proposed"), "good") if pair.proposal == side.outlet else None
    statement = el("blockquote", side.statement or asked.say("no_statement"))
    stated = asked.moment(side.stated_at, zone) if side.stated_at else None
    said = joined(el("h3", asked.say("statement"), " ", stated), statement)
    return card(name, facts(told), said, note=mark)


def _form(asked: Asked, pair: Pair, names: Mapping[str, str]) -> Html:
    if not asked.may_act:
        return empty(asked.say("auditor_looks"))
    choices = [
        el("label",
           el("input", type="radio", name="verdict", value=side.outlet, required=True,
              checked=side.outlet == pair.proposal),
           asked.say("goes_to", outlet=names.get(side.outlet, side.outlet)))
        for side, _ in pair.sides
    ]  # fmt: skip
    reason = el("textarea", name="reason", id="reason", rows=3, maxlength=MOST_REASON,
                required=True, aria_describedby="reason-note")  # fmt: skip
    return card(
        asked.say("verdict"),
        el(
            "form",
            asked.hidden(),
            el("fieldset", el("legend", asked.say("goes_to_which")), choices),
            el("label", asked.say("reason"), for_="reason"),
            reason,
            el("p", asked.say("reason_note"), class_="muted", id="reason-note"),
            el("button", asked.say("settle_now"), class_="button"),
            link("/disputes", asked.say("cancel"), "button plain"),
            method="post",
            action=f"{ROOT}/disputes/{pair.key}/settle",
            class_="stacked",
        ),
        note=asked.say("proposal_is", outlet=pair.proposal),
    )


def _verdict(asked: Asked, pair: Pair, zone: ZoneInfo) -> Html:
    return card(
        asked.say("verdict"),
        facts(
            [
                (asked.say("verdict"), el("strong", pair.verdict)),
                (asked.say("reason"), pair.verdict_reason or "—"),
                (asked.say("settled_by"), pair.settled_by or "—"),
                (asked.say("settled_at"), asked.moment(pair.settled_at, zone)),
            ]
        ),
    )


def _name(side: Evidence) -> str:
    return side.outlet
