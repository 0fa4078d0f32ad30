"""日报表 as a paper: figures, funnel, consultants, takings, open points, seal."""

from collections.abc import Iterator

from showroom.dayclose.figures import Bars, Tiles
from showroom.dayclose.paper import (
    Blocker,
    ConsultantLine,
    DayReportPaper,
    Figure,
    Seal,
    Step,
    Takings,
)
from showroom.dayclose.workbook import workbook
from showroom.documents.blocks import Heading, Notice, Party, Signatures, small
from showroom.documents.breaking import Run
from showroom.documents.galley import Block, Together
from showroom.documents.look import Type
from showroom.documents.press import Paper, Printed, printed
from showroom.documents.seal import PaperKind
from showroom.documents.table import Column, Field, Fields, Row, Table
from showroom.documents.text import LONG, NOTHING, Printable
from showroom.documents.wording import DASH, Wording, wording

__all__ = [
    "Blocker",
    "ConsultantLine",
    "DayReportPaper",
    "Figure",
    "Seal",
    "Step",
    "Takings",
    "daily_report",
    "workbook",
]

_TIGHT = Type(8.5, 11.5)


def daily_report(data: DayReportPaper) -> Printed:
    """The daily report as a PDF.

    Raises:
        Refusal: `documents.no_glyph` where a typed character cannot be printed.
    """
    return printed(Paper(PaperKind.DAY_REPORT, data.head, data, list(_blocks(data, wording()))))


def _blocks(data: DayReportPaper, w: Wording) -> Iterator[Block]:
    yield Tiles(tuple(_tile(each, w) for each in data.rates))
    yield Heading(w("day.counts"))
    yield Fields(tuple(_counted(each, w) for each in data.figures), columns=3, label_width=92)
    yield Together((Heading(w("day.funnel"), w("day.funnel_aside")), _bars(data, w)))
    yield Heading(w("day.consultants"), w("day.consultants_aside"))
    yield _consultants(data, w)
    yield Together((Heading(w("day.levels")), _levels(data, w)))
    yield Together((Heading(w("day.takings")), *_takings(data, w)))
    yield from _open(data, w)
    yield from _notes(data, w)
    yield Together(tuple(_sealed(data, w)))


def _tile(each: Figure, w: Wording) -> tuple[Printable, Printable, Printable]:
    return w.typed(each.label, "label"), w.typed(each.value, "value"), _parts(each, w)


def _parts(each: Figure, w: Wording) -> Printable:
    if each.denominator is None:
        return NOTHING
    return w("day.parts", numerator=w.count(each.numerator), denominator=w.count(each.denominator))


def _counted(each: Figure, w: Wording) -> Field:
    return Field(w.typed(each.label, "label"), w.typed(each.value, "value"))


def _bars(data: DayReportPaper, w: Wording) -> Bars:
    steps = tuple((w.typed(x.label, "label"), x.count, _rate(x, w)) for x in data.funnel)
    return Bars(steps)


def _rate(step: Step, w: Wording) -> Printable:
    return w("day.of_before", rate=w.typed(step.rate, "rate")) if step.rate else NOTHING


def _consultants(data: DayReportPaper, w: Wording) -> Table:
    named = data.consultants[0].figures if data.consultants else ()
    titles = (
        Column(w("consultant"), 17),
        *(Column(w.typed(each.label, "label"), 12, right=True) for each in named),
    )
    rows = [
        Row((w.typed(each.name, "consultant"), *(_cell(x, w) for x in each.figures)))
        for each in data.consultants
    ]
    return Table(titles, tuple(rows), kind=_TIGHT)


def _cell(each: Figure, w: Wording) -> Printable:
    value = w.typed(each.value, "value")
    if each.denominator is None:
        return value
    return Printable(f"{value}\n{w.count(each.numerator)}/{w.count(each.denominator)}")


def _levels(data: DayReportPaper, w: Wording) -> Table:
    titles = tuple(Column(w.term(level), 10, right=True) for level, _ in data.levels)
    return Table(titles, (Row(tuple(w.count(count) for _, count in data.levels)),))


def _takings(data: DayReportPaper, w: Wording) -> Iterator[Block]:
    titles = (
        Column(w("day.method"), 30),
        Column(w("day.booked"), 24, right=True),
        Column(w("day.counted"), 24, right=True),
        Column(w("day.variance"), 24, right=True),
    )
    booked = sum(each.booked_fen for each in data.takings)
    total = (w("day.total"), w.money(booked), DASH, DASH)
    rows = (*(_taking(each, w) for each in data.takings), Row(total, strong=True))
    yield Table(titles, rows)
    if data.variance_reason:
        reason = w.typed(data.variance_reason, "variance_reason", LONG)
        yield Fields((Field(w("day.variance_reason"), reason, wide=True),))


def _taking(each: Takings, w: Wording) -> Row:
    if each.counted_fen is None:
        return Row((w.term(each.method), w.money(each.booked_fen), DASH, DASH))
    variance = w.money(each.counted_fen - each.booked_fen)
    return Row((w.term(each.method), w.money(each.booked_fen), w.money(each.counted_fen), variance))


def _open(data: DayReportPaper, w: Wording) -> Iterator[Block]:
    if not data.blockers:
        yield Together((Heading(w("day.blockers")), small(w("day.no_blockers"))))
        return
    titles = (Column(w("day.blocker"), 74), Column(w("day.acknowledged_by"), 26))
    rows = tuple(
        Row((w.typed(x.what, "blocker", LONG), w.typed(x.acknowledged_by, "acknowledged_by")))
        for x in data.blockers
    )
    yield Heading(w("day.blockers"))
    yield Table(titles, rows)


def _notes(data: DayReportPaper, w: Wording) -> Iterator[Block]:
    notes = (
        ("day.reopened_reason", data.reopened_reason),
        ("day.tomorrow_plan", data.tomorrow_plan),
        ("day.manager_note", data.manager_note),
    )
    for key, said in notes:
        if said:
            yield Notice(w(key), ((Run(w.typed(said, key, LONG)),),))


def _signed(seal: Seal, w: Wording) -> Iterator[Field]:
    if seal.signed_at is not None:
        yield Field(w("day.signed_at"), w.moment(seal.signed_at), wide=True)


def _sealed(data: DayReportPaper, w: Wording) -> Iterator[Block]:
    seal = data.seal
    yield Heading(w("day.seal"), w("day.seal_aside"))
    yield Fields(
        (
            Field(w("day.closed_by"), w.typed(seal.closed_by, "closed_by")),
            Field(w("day.closed_at"), w.moment(seal.closed_at)),
            Field(w("day.records"), w.count(seal.records), wide=True),
            Field(w("day.digest"), w.typed(seal.digest, "digest", 128), wide=True),
            Field(w("day.previous"), w.typed(seal.previous, "previous", 128), wide=True),
            *_signed(seal, w),
        )
    )
    labels = (w("sign.signature"), w("sign.date"))
    yield Signatures(
        (
            Party(w("day.cashier_sign"), labels),
            Party(w("day.manager_sign"), labels),
        ),
        gap=12,
    )
