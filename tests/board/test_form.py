from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from showroom import texts
from showroom.board import form
from showroom.board.queries import Board, Overdue, Tile
from showroom.board.records import FIGURES, Part, Records
from showroom.board.rules import Span
from showroom.kpi.records import Period
from showroom.kpi.rules import Figure, Measure

SAY = texts.load("zh_CN")
SUNDAY = date(2026, 11, 22)
BOARD = Board(
    day=SUNDAY,
    span=Span.DAY,
    period=Period(SUNDAY, SUNDAY),
    tiles=(),
    overdue=Overdue(
        Figure("overdue", Measure.COUNT, (), (), (), Decimal(0), None, Decimal(0)), 0, ()
    ),
    series=(),
    funnel=(),
    consultants=(),
    store=(),
    month_orders=39,
    month_target=60,
)


def figure(code: str, value: str | None, **more: Any) -> Figure:
    top = Decimal(more.pop("top", value or 0))
    number = None if value is None else Decimal(value)
    measure = more.pop("measure", Measure.COUNT)
    return Figure(
        code, measure, (), (), more.pop("minus", ()), top, more.pop("bottom", None), number
    )


def rate(value: str | None, top: int, bottom: int) -> Figure:
    return figure("drive_rate", value, top=top, bottom=bottom, measure=Measure.PERCENT)


def tile(of: Figure, before: str | None = None, usual: str | None = None, **more: Any) -> Tile:
    held = [None if each is None else Decimal(each) for each in (before, usual)]
    return Tile(of, held[0], held[1], (1.0, 2.0), **more)


@pytest.mark.parametrize(
    ("before", "note", "tone"),
    [
        ("14", "+4 较上周日", "good"),
        ("20", "-2 较上周日", "bad"),
        ("18", "与上周日持平", "neutral"),
    ],
)
def test_a_count_is_held_against_the_same_weekday(before: str, note: str, tone: str) -> None:
    said = form.tile_words(tile(figure("traffic", "18"), before), BOARD, SAY)
    assert (said.label, said.figure, said.note, said.tone) == ("来店", "18 组", note, tone)


def test_a_rate_shows_its_parts_and_the_mean() -> None:
    said = form.tile_words(tile(rate("33.3", 6, 18), usual="39.5"), BOARD, SAY)
    assert (said.figure, said.basis, said.note) == ("33.3%", "6 / 18", "-6.2 pt 较 7 日均")


def test_a_rate_of_nothing_is_a_dash_and_compares_with_nothing() -> None:
    said = form.tile_words(tile(rate(None, 0, 0), usual="39.5"), BOARD, SAY)
    assert (said.figure, said.basis, said.tone) == ("—", "0 / 0", "neutral")


def test_orders_say_what_is_missing_and_how_the_month_stands() -> None:
    said = form.tile_words(tile(figure("orders", "3"), goal=4), BOARD, SAY)
    assert (said.figure, said.note, said.tone) == ("3 / 4", "差 1 台 · 月 39/60", "warn")
    month = replace(BOARD, span=Span.MONTH)
    said = form.tile_words(tile(figure("orders", "60"), goal=60), month, SAY)
    assert (said.note, said.tone) == ("已达标", "good")
    said = form.tile_words(tile(figure("orders", "-1")), BOARD, SAY)
    assert (said.figure, said.note) == ("-1 单", "未设目标")


def test_overdue_says_how_long_the_oldest_waits() -> None:
    said = form.overdue_words(Overdue(figure("overdue", "5"), 3, ()), SAY)
    assert (said.figure, said.note, said.tone) == ("5 位", "最久 3 天", "bad")
    assert form.overdue_words(Overdue(figure("overdue", "0"), 0, ()), SAY).tone == "good"


def test_a_figure_reads_as_an_equation() -> None:
    assert form.equation_words(rate("66.7", 2, 3), SAY) == "2 / 3 = 66.7%"
    assert form.equation_words(figure("traffic", "5"), SAY) == "5"
    assert form.share_words(figure("first", "4"), None, SAY) == ""
    assert form.share_words(figure("quoted", "0"), None, SAY) == "—"


def test_an_order_figure_has_its_cancellations_as_a_part() -> None:
    parts = form.parts_of(Records(figure("orders", "1", minus=(UUID(int=1),)), ()))
    assert parts == (Part.ABOVE, Part.MINUS)
    assert form.parts_of(Records(rate("50.0", 1, 2), ())) == (Part.ABOVE, Part.BELOW)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_figure_has_a_name_and_a_formula_in_both_languages(language: str) -> None:
    say = texts.load(language)
    assert all(say(f"kpi.{code}") and say(f"kpi.formula_{code}") for code in FIGURES)
