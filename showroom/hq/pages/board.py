"""The group's board for a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from showroom.board.form import ratio_words
from showroom.hq.group.days import COLUMNS, GroupDay, OutletDay, group_day
from showroom.hq.pages.asked import Asked, Page
from showroom.hq.pages.markup import Content, Html, el, joined
from showroom.hq.pages.parts import ROOT, Column, card, empty, link, pill, table
from showroom.kpi.rules import Figure, said
from showroom.money import to_yuan
from showroom.terms import DayStatus

_TILES: Final = ("traffic", "record_rate", "drive_rate", "orders", "deal_rate", "deliveries")
_TONES: Final = {DayStatus.CLOSED: "good", DayStatus.REOPENED: "warn", DayStatus.OPEN: "neutral"}
_DAY: Final = timedelta(days=1)


def board(asked: Asked) -> Page:
    """Every outlet's figures of a date, the sums, and what each figure is."""
    zone, today = asked.zone(), asked.today()
    day = _day(asked, today)
    with asked.hq.store.read() as connection:
        seen = group_day(connection, day)
    body = joined(
        _chooser(asked, day, today),
        _tiles(asked, seen),
        _outlets(asked, seen, zone) if seen.outlets else empty(asked.say("no_outlets")),
        _formulas(asked),
    )
    return Page(asked.say("board_title", day=day.isoformat()), body, "board")


def _day(asked: Asked, today: date) -> date:
    """The date asked for; today for none, or for what is no date."""
    try:
        return date.fromisoformat(asked.query.get("day", ""))
    except ValueError:
        return today


def _chooser(asked: Asked, day: date, today: date) -> Html:
    field = el("input", type="date", name="day", value=day.isoformat(), id="day",
               max=today.isoformat(), required=True)  # fmt: skip
    return el(
        "form",
        link(f"/board?day={day - _DAY}", asked.say("day_before"), "button plain"),
        el("label", asked.say("day"), for_="day"),
        field,
        el("button", asked.say("show"), class_="button plain"),
        link(f"/board?day={day + _DAY}", asked.say("day_after"), "button plain")
        if day < today
        else None,
        link("/board", asked.say("today"), "button plain") if day != today else None,
        method="get",
        action=f"{ROOT}/board",
        class_="chooser",
    )


def _tiles(asked: Asked, seen: GroupDay) -> Html:
    tiles = [_tile(asked, seen.totals[code]) for code in _TILES]
    tiles.append(
        el("div", el("dt", asked.say("receipts")), el("dd", _yuan(seen.receipts_fen)),
           class_="tile money")
    )  # fmt: skip
    return el("dl", tiles, class_="tiles")


def _tile(asked: Asked, figure: Figure) -> Html:
    basis = ratio_words(figure, asked.words)
    return el(
        "div",
        el("dt", asked.words(f"kpi.{figure.code}")),
        el("dd", said(figure, asked.words), el("small", basis) if basis else None),
        class_="tile",
    )


def _outlets(asked: Asked, seen: GroupDay, zone: ZoneInfo) -> Html:
    columns = [
        Column(asked.say("outlet")),
        Column(asked.say("day_status")),
        *(Column(asked.words(f"kpi.{code}"), number=True) for code in COLUMNS),
        Column(asked.say("receipts"), number=True),
        Column(asked.say("heard")),
    ]
    rows = [_outlet(asked, line, zone) for line in seen.outlets]
    whole = table(asked.say("by_outlet"), columns, [*rows, _total(asked, seen)])
    note = asked.say("all_closed")
    if seen.open_outlets:
        note = asked.say("open_outlets", count=seen.open_outlets)
    return card(asked.say("by_outlet"), whole, note=note)


def _outlet(asked: Asked, line: OutletDay, zone: ZoneInfo) -> list[Content]:
    word = asked.say("sealed" if line.is_sealed else f"day_{line.status.value.lower()}")
    marks = [pill(word, _TONES[line.status])]
    if line.differs:
        marks.append(pill(asked.say("differs"), "warn"))
    heard: list[Content] = [asked.moment(line.heard_at, zone)]
    if line.behind:
        heard.append(el("br"))
        heard.append(pill(asked.say("behind", count=line.behind), "warn"))
    return [
        joined(line.name, el("small", line.code)),
        joined(marks),
        *_figures(asked, (line.figures[code] for code in COLUMNS)),
        _yuan(line.receipts_fen),
        joined(heard),
    ]


def _total(asked: Asked, seen: GroupDay) -> list[Content]:
    figures = _figures(asked, (seen.totals[code] for code in COLUMNS))
    total = el("strong", asked.say("total"))
    return [total, None, *figures, el("strong", _yuan(seen.receipts_fen)), None]


def _figures(asked: Asked, figures: Iterable[Figure]) -> list[Content]:
    return [
        joined(said(each, asked.words), el("small", ratio_words(each, asked.words)))
        if each.bottom is not None
        else said(each, asked.words)
        for each in figures
    ]


def _formulas(asked: Asked) -> Html:
    lines = [
        joined(el("dt", asked.words(f"kpi.{code}")), el("dd", asked.words(f"kpi.formula_{code}")))
        for code in COLUMNS
    ]
    money = joined(el("dt", asked.say("receipts")), el("dd", asked.say("formula_receipts")))
    rules = [asked.say("formula_total"), asked.say("formula_open"), asked.say("formula_sealed")]
    return card(
        asked.say("formulas"),
        el("dl", lines, money, class_="formulas"),
        el("ul", [el("li", rule) for rule in rules], class_="rules"),
    )


def _yuan(fen: int) -> str:
    return f"¥{to_yuan(fen):,.2f}"
