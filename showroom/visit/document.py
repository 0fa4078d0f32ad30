"""来店登记表 of a day as a paper: one row a party, on landscape pages."""

from dataclasses import dataclass
from datetime import datetime

from showroom.documents.blocks import small
from showroom.documents.furniture import Head
from showroom.documents.look import LANDSCAPE, Type
from showroom.documents.press import Paper, Printed, printed
from showroom.documents.seal import PaperKind
from showroom.documents.table import Column, Field, Fields, Row, Table
from showroom.documents.text import LONG, Printable
from showroom.documents.wording import Wording, wording
from showroom.terms import Channel, Gender, NonIntentReason, Source, VisitKind

_SMALL = Type(7.5, 10.5)
_COLUMNS = (
    ("seq", 4),
    ("arrived_at", 6),
    ("left_at", 6),
    ("channel", 5),
    ("kind", 13),
    ("party_size", 5),
    ("name", 10),
    ("phone", 12),
    ("model", 12),
    ("source", 8),
    ("competitor", 9),
    ("received_by", 8),
    ("next_visit_at", 10),
    ("note", 23),
)


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One party of the day; instants aware and local, the phone masked by the caller if needed."""

    arrived_at: datetime
    left_at: datetime | None
    channel: Channel
    kind: VisitKind
    party_size: int
    received_by: str
    source: Source | None
    non_intent_reason: NonIntentReason | None = None
    name: str = ""
    gender: Gender | None = None
    phone: str = ""
    model: str = ""
    competitor: str = ""
    next_visit_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class VisitLogPaper:
    """来店登记表 (domain.md section 3, form 1), the day's parties in order of arrival."""

    head: Head
    visits: tuple[VisitLine, ...]


def visit_log(data: VisitLogPaper) -> Printed:
    """The day's visit log as a PDF.

    Raises:
        Refusal: `documents.no_glyph` where a typed character cannot be printed.
    """
    w = wording()
    blocks = (
        _totals(data, w),
        _table(data, w),
        small(w("visit.privacy"), gap=8),
    )
    return printed(Paper(PaperKind.VISIT_LOG, data.head, data, blocks, LANDSCAPE))


def _totals(data: VisitLogPaper, w: Wording) -> Fields:
    people = sum(each.party_size for each in data.visits)
    kinds = [
        Field(w.term(kind), w("visit.parties", value=_count(data, kind))) for kind in VisitKind
    ]
    return Fields(
        (
            Field(
                w("visit.total"), w("visit.parties_people", parties=len(data.visits), people=people)
            ),
            *kinds,
        ),
        columns=5,
        label_width=70,
    )


def _count(data: VisitLogPaper, kind: VisitKind) -> int:
    return sum(each.kind is kind for each in data.visits)


def _table(data: VisitLogPaper, w: Wording) -> Table:
    titles = tuple(Column(w(f"visit.{key}"), share) for key, share in _COLUMNS)
    rows = tuple(_row(number, each, w) for number, each in enumerate(data.visits, 1))
    return Table(titles, rows, gap=10, kind=_SMALL)


def _row(number: int, each: VisitLine, w: Wording) -> Row:
    cells = (
        w.count(number),
        w.clock(each.arrived_at),
        w.clock(each.left_at),
        w.term(each.channel),
        _kind(each, w),
        w.count(each.party_size),
        _name(each, w),
        w.typed(each.phone, "phone"),
        w.typed(each.model, "model"),
        w.term(each.source),
        w.typed(each.competitor, "competitor"),
        w.typed(each.received_by, "received_by"),
        w.moment(each.next_visit_at),
        w.typed(each.note, "note", LONG),
    )
    return Row(cells)


def _kind(each: VisitLine, w: Wording) -> Printable:
    if each.non_intent_reason is None:
        return w.term(each.kind)
    return w("visit.kind_reason", kind=w.term(each.kind), reason=w.term(each.non_intent_reason))


def _name(each: VisitLine, w: Wording) -> Printable:
    name = w.typed(each.name, "name")
    return w("visit.name_gender", name=name, gender=w.term(each.gender)) if each.gender else name
