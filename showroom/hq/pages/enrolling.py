"""A one-time code for one desk of an outlet: shown once, with its end."""

from typing import Final

from showroom.errors import Refusal
from showroom.hq.enrol.codes import FILE_MINUTES, MINUTES, Invite, invite
from showroom.hq.enrol.outlets import outlets
from showroom.hq.group.waiting import CodeLine, codes
from showroom.hq.keeping import house, tls
from showroom.hq.pages import people
from showroom.hq.pages.asked import Asked, Page
from showroom.hq.pages.markup import Content, Html, el, joined
from showroom.hq.pages.parts import ROOT, Column, card, empty, facts, link, pill, table
from showroom.sync import joining
from showroom.sync.joining import Invitation

_HOUR: Final = 60
_CHOICES: Final = (MINUTES, _HOUR, 24 * _HOUR)


def enrol(asked: Asked) -> Page:
    """The form, and the codes given out lately without the codes themselves."""
    with asked.hq.store.read() as connection:
        places, given = outlets(connection), codes(connection)
    made = _form(asked, [(each.code, each.name) for each in places])
    if not asked.may_act:
        made = empty(asked.say("auditor_looks"))
    body = joined(
        card(asked.say("enrol_new"), made, note=asked.say("enrol_note")),
        card(asked.say("codes"), _codes(asked, given) if given else empty(asked.say("codes_none"))),
    )
    return Page(asked.say("enrol_title"), body, "enrol")


def make_code(asked: Asked) -> Page:
    """A fresh code; it is on this page alone, and kept nowhere."""
    made = invite(asked.hq, _wanted(asked))
    with asked.hq.store.aside() as connection:
        people.note(asked.hq, connection, asked.login, "code_made", made.outlet)
    body = joined(
        card(
            asked.say("code_for", outlet=f"{made.outlet_name} ({made.outlet})"),
            el("p", asked.say("shown_once"), class_="notice warn"),
            _code(asked, made),
            link("/enrol", asked.say("code_done"), "button"),
        )
    )
    return Page(asked.say("code_title"), body, "enrol")


def _wanted(asked: Asked) -> Invite:
    """What the form asks for; raises Refusal `hqpage.code_choice`."""
    told, folder = asked.form, asked.hq.folder
    offline = told.get("offline") == "yes"
    minutes = (
        FILE_MINUTES if offline else {str(m): m for m in _CHOICES}.get(told.get("minutes", ""))
    )
    if minutes is None:
        raise Refusal("hqpage.code_choice", field="minutes")
    if folder is None or not (folder / house.FILE).exists():
        return Invite(told.get("outlet", ""), minutes)
    url = "" if offline else house.config_of(folder).url
    return Invite(told.get("outlet", ""), minutes, url, tls.authorities(folder))


def _code(asked: Asked, made: Invitation) -> Html:
    until = asked.moment(made.expires_at * 1000, asked.zone())
    line = joining.written(made)
    return joined(
        facts(
            [
                (asked.say("code"), el("output", made.code, class_="code", id="code")),
                (asked.say("until"), until),
            ]
        ),
        el("label", asked.say("invitation"), for_="invitation"),
        el("textarea", line, id="invitation", rows=5, readonly=True, spellcheck="false"),
        el("p", asked.say("invitation_note"), class_="muted"),
    )


def _form(asked: Asked, places: list[tuple[str, str]]) -> Html:
    if not places:
        return empty(asked.say("no_outlets"))
    options = [el("option", f"{name} ({code})", value=code) for code, name in places]
    minutes = [
        el("option", asked.say("minutes", count=each) if each < _HOUR
           else asked.say("hours", count=each // _HOUR), value=each)
        for each in _CHOICES
    ]  # fmt: skip
    return el(
        "form",
        asked.hidden(),
        el("label", asked.say("outlet"), for_="outlet"),
        el("select", options, name="outlet", id="outlet", required=True),
        el("label", asked.say("good_for"), for_="minutes"),
        el("select", minutes, name="minutes", id="minutes"),
        el("label", el("input", type="checkbox", name="offline", value="yes"),
           asked.say("offline"), class_="check"),
        el("button", asked.say("make_code"), class_="button"),
        method="post",
        action=f"{ROOT}/enrol",
        class_="stacked",
    )  # fmt: skip


def _codes(asked: Asked, given: list[CodeLine]) -> Html:
    zone, now = asked.zone(), asked.hq.micros()
    columns = [
        Column(asked.say("outlet")),
        Column(asked.say("standing")),
        Column(asked.say("made")),
        Column(asked.say("until")),
        Column(asked.say("desk")),
    ]
    rows: list[list[Content]] = [
        [
            el("strong", each.outlet),
            _standing(asked, each, now),
            asked.moment(each.made_at, zone),
            asked.moment(each.expires_at, zone),
            each.desk or "—",
        ]
        for each in given
    ]
    return table(asked.say("codes"), columns, rows)


def _standing(asked: Asked, given: CodeLine, now: int) -> Html:
    if given.used_at is not None:
        return pill(asked.say("code_used"), "good")
    return pill(asked.say("code_over" if given.expires_at < now else "code_open"))
