"""Outlets and their desks, and shutting one out."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from db.headquarters import lease_line
from showroom.claim.terms import ClaimVerdict
from showroom.errors import Refusal
from showroom.hq.desks import REVOKED
from showroom.hq.enrol.devices import DeviceLine, devices, revoke
from showroom.hq.enrol.outlets import OutletLine, outlets
from showroom.hq.pages import people
from showroom.hq.pages.asked import Asked, Moved, Page
from showroom.hq.pages.markup import Content, Html, el, joined
from showroom.hq.pages.parts import ROOT, Column, card, done, empty, facts, link, pill, table
from showroom.terms import OutletKind


def desks(asked: Asked) -> Page:
    """Every outlet with its desks."""
    zone = asked.zone()
    with asked.hq.store.read() as connection:
        places, known = outlets(connection), devices(connection)
    cards = [
        _outlet(asked, place, [desk for desk in known if desk.outlet == place.code], zone)
        for place in places
    ]
    body = joined(done(asked), cards or empty(asked.say("no_outlets")))
    return Page(asked.say("desks_title"), body, "desks")


def confirm(asked: Asked) -> Page:
    """What shutting a desk out means, before it is done."""
    desk, zone = _desk(asked), asked.zone()
    with asked.hq.store.read() as connection:
        lent = _leases(connection, desk)
    told = facts(
        [
            (asked.say("outlet"), desk.outlet),
            (asked.say("desk"), desk.desk_code),
            (asked.say("heard"), asked.moment(desk.seen_at, zone)),
            (asked.say("holds"), asked.say("behind", count=desk.behind or 0)),
        ]
    )
    meant = [asked.say("revoke_reads"), asked.say("revoke_delivers"), asked.say("revoke_final")]
    if lent:
        meant.append(asked.say("revoke_leases", count=lent))
    form = el(
        "form",
        asked.hidden(),
        el("button", asked.say("revoke_now", desk=_name(desk)), class_="button danger"),
        link("/desks", asked.say("cancel"), "button plain"),
        method="post",
        action=f"{ROOT}/desks/{desk.device_id.hex()}/revoke",
    )
    body = card(
        asked.say("revoke_title", desk=_name(desk)),
        told,
        el("ul", [el("li", each) for each in meant], class_="rules"),
        form,
    )
    return Page(asked.say("revoke_title", desk=_name(desk)), body, "desks")


def shut_out(asked: Asked) -> Moved:
    """Do it."""
    desk = _desk(asked)
    revoke(asked.hq, desk.device_id)
    with asked.hq.store.aside() as connection:
        people.note(asked.hq, connection, asked.login, "revoked", _name(desk))
    return Moved(f"{ROOT}/desks?done=revoked")


def _outlet(asked: Asked, place: OutletLine, own: Sequence[DeviceLine], zone: ZoneInfo) -> Html:
    kind = asked.words(OutletKind(place.kind).word)
    note = joined(place.code, " · ", kind, " · ", asked.say("group", group=place.policy_group))
    if not own:
        return card(place.name, empty(asked.say("no_desks")), note=note)
    columns = [
        Column(asked.say("desk")),
        Column(asked.say("standing")),
        Column(asked.say("heard")),
        Column(asked.say("holds"), number=True),
        Column(asked.say("version")),
        Column(asked.say("since")),
        *([Column(asked.say("action"))] if asked.may_act else []),
    ]
    rows = [_line(asked, desk, zone) for desk in own]
    return card(place.name, table(place.name, columns, rows), note=note)


def _line(asked: Asked, desk: DeviceLine, zone: ZoneInfo) -> list[Content]:
    shut = desk.status == REVOKED
    marks = [pill(asked.say("desk_revoked" if shut else "desk_active"), "bad" if shut else "good")]
    if desk.cloned:
        marks.append(pill(asked.say("desk_cloned"), "warn"))
    to = f"/desks/{desk.device_id.hex()}/revoke"
    act = None if shut else link(to, asked.say("revoke"), "button plain small")
    return [
        el("strong", desk.desk_code),
        joined(marks),
        asked.moment(desk.seen_at, zone),
        "—" if desk.behind is None else f"{desk.behind:,}",
        desk.app or "—",
        asked.moment(desk.enrolled_at, zone),
        *([act] if asked.may_act else []),
    ]


def _desk(asked: Asked) -> DeviceLine:
    """The desk the address names; raises Refusal `hq.device_unknown`."""
    wanted = asked.parts.get("device", "")
    with asked.hq.store.read() as connection:
        for desk in devices(connection):
            if desk.device_id.hex() == wanted:
                return desk
    raise Refusal("hq.device_unknown", device=wanted[:40])


def _leases(connection: Connection, desk: DeviceLine) -> int:
    """How many demo cars' calendars are lent to it."""
    told = lease_line.c
    mine = (told.outlet == desk.outlet, told.desk_code == desk.desk_code)
    running = (told.verdict == ClaimVerdict.GRANTED, told.ended_at.is_(None))
    return len(connection.execute(select(told.lease_id).where(*mine, *running)).all())


def _name(desk: DeviceLine) -> str:
    return f"{desk.outlet}-{desk.desk_code}"
