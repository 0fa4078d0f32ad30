"""试乘试驾协议 and 试驾反馈表 as papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from showroom.documents.blocks import (
    Acknowledgment,
    Heading,
    Notice,
    Party,
    Signatures,
    Tick,
    small,
)
from showroom.documents.breaking import Run
from showroom.documents.furniture import Head
from showroom.documents.galley import Block, Together
from showroom.documents.press import Paper, Printed, printed
from showroom.documents.seal import PaperKind
from showroom.documents.table import Column, Field, Fields, Row, Table
from showroom.documents.text import LONG, NOTHING, Printable
from showroom.documents.wording import Wording, wording
from showroom.terms import DriveMode, IntentLevel, LicenceClass

_STATEMENTS = 6
_HEADS_SHOWN, _TAILS_SHOWN = 6, 4


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """试乘试驾协议 (domain.md section 3, form 4); instants aware and local, distances in km.

    The licence number is given whole and prints masked. `licence_class` and the licence dates are
    None for a ride. `tentative`: the slot was not confirmed when the agreement was printed.
    """

    head: Head
    driver_name: str
    phone: str
    mode: DriveMode
    licence_no: str
    licence_class: LicenceClass | None
    first_issue_date: date | None
    licence_valid_to: date | None
    car: str
    plate: str
    starts_at: datetime
    ends_at: datetime
    route: str
    escort: str
    out_km: int | None = None
    in_km: int | None = None
    soc_out: int | None = None
    soc_in: int | None = None
    damage_before: str = ""
    at_home: bool = False
    statements_read: bool = False
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """One dimension with its score, 1 to 5."""

    dimension: str
    score: int


@dataclass(frozen=True, slots=True)
class FeedbackPaper:
    """试驾反馈表 (domain.md section 3, form 5); `driven_at` aware and local."""

    head: Head
    customer: str
    phone: str
    car: str
    plate: str
    driven_at: datetime
    escort: str
    agreement_number: str
    scores: tuple[Score, ...]
    liked: str
    disliked: str
    level_after: IntentLevel
    buy_in_days: int | None
    wants_quote: bool


def masked(licence_no: str) -> str:
    """`110105********002X`: the first six and last four characters of a number."""
    hidden = len(licence_no) - _HEADS_SHOWN - _TAILS_SHOWN
    if hidden <= 0:
        return "*" * len(licence_no)
    return licence_no[:_HEADS_SHOWN] + "*" * hidden + licence_no[-_TAILS_SHOWN:]


def agreement(data: AgreementPaper) -> Printed:
    """The agreement as a PDF, to be signed before the start.

    Raises:
        Refusal: `documents.no_glyph` where a typed character cannot be printed.
    """
    blocks = list(_agreement(data, wording()))
    return printed(Paper(PaperKind.DRIVE_AGREEMENT, data.head, data, blocks))


def feedback(data: FeedbackPaper) -> Printed:
    """The feedback form as a PDF; raises Refusal as `agreement` does."""
    return printed(
        Paper(PaperKind.DRIVE_FEEDBACK, data.head, data, list(_feedback(data, wording())))
    )


def _agreement(data: AgreementPaper, w: Wording) -> Iterator[Block]:
    yield Heading(w("drive.driver"))
    yield Fields(_driver(data, w), columns=3, label_width=58)
    yield Heading(w("drive.car"))
    yield Fields(_car(data, w))
    yield Heading(w("drive.statements"), w("drive.statements_aside"))
    for place in range(1, _STATEMENTS + 1):
        runs = (
            Run(w(f"drive.statement_{place}_key"), bold=True),
            Run(w(f"drive.statement_{place}")),
        )
        yield Tick(runs, ticked=data.statements_read, gap=2.5)
    yield Notice(w("drive.privacy"), ((Run(w("drive.privacy_text")),),), gap=8)
    labels = (w("sign.signature"), w("sign.date"))
    yield Together(
        (
            Acknowledgment(w("drive.acknowledge"), data.statements_read),
            Signatures(
                (
                    Party(w("drive.driver_sign"), labels),
                    Party(w("drive.escort_sign"), labels),
                    Party(w("drive.back_sign"), labels),
                ),
                gap=8,
            ),
            small(w("drive.note_tentative" if data.tentative else "drive.note"), gap=3),
        )
    )


def _driver(data: AgreementPaper, w: Wording) -> tuple[Field, ...]:
    return (
        Field(w("drive.driver_name"), w.typed(data.driver_name, "driver_name")),
        Field(w("phone"), w.typed(data.phone, "phone")),
        Field(w("drive.mode"), w.term(data.mode)),
        Field(w("drive.licence_no"), w.typed(masked(data.licence_no), "licence_no")),
        Field(w("drive.licence_class"), w.term(data.licence_class)),
        Field(w("drive.first_issue"), w.day(data.first_issue_date)),
        Field(w("drive.valid_to"), w.day(data.licence_valid_to)),
        Field(w("drive.escort"), w.typed(data.escort, "escort")),
    )


def _car(data: AgreementPaper, w: Wording) -> tuple[Field, ...]:
    said = "drive.slot_tentative" if data.tentative else "drive.slot_of"
    slot = w(said, start=w.moment(data.starts_at), end=w.clock(data.ends_at))
    return (
        Field(w("drive.model"), w.typed(data.car, "car"), wide=True),
        Field(w("drive.plate"), w.typed(data.plate, "plate")),
        Field(w("drive.slot"), slot),
        Field(w("drive.route"), w.typed(data.route, "route")),
        Field(w("drive.at_home"), w.yes(data.at_home)),
        Field(
            w("drive.odometer"),
            w("drive.km_of", out=_out(data.out_km, w), back=_out(data.in_km, w)),
        ),
        Field(
            w("drive.soc"), w("drive.soc_of", out=_out(data.soc_out, w), back=_out(data.soc_in, w))
        ),
        Field(w("drive.damage"), _damage(data, w), wide=True),
    )


def _out(value: int | None, w: Wording) -> Printable:
    """A measure, or a blank to fill in by hand."""
    return w("drive.blank") if value is None else w.count(value)


def _damage(data: AgreementPaper, w: Wording) -> Printable:
    if not data.damage_before.strip():
        return w("drive.no_damage")
    return w.typed(data.damage_before, "damage_before", LONG)


def _feedback(data: FeedbackPaper, w: Wording) -> Iterator[Block]:
    yield Fields(
        (
            Field(w("customer"), w.typed(data.customer, "customer")),
            Field(w("phone"), w.typed(data.phone, "phone")),
            Field(w("drive.model"), w.typed(data.car, "car"), wide=True),
            Field(w("drive.plate"), w.typed(data.plate, "plate")),
            Field(w("drive.driven_at"), w.moment(data.driven_at)),
            Field(w("drive.escort"), w.typed(data.escort, "escort")),
            Field(w("drive.agreement_no"), w.typed(data.agreement_number, "agreement_number")),
        )
    )
    yield Together((Heading(w("feedback.scores"), w("feedback.scores_aside")), _scores(data, w)))
    yield Heading(w("feedback.said"))
    yield Fields(
        (
            Field(w("feedback.liked"), w.typed(data.liked, "liked", LONG), wide=True),
            Field(w("feedback.disliked"), w.typed(data.disliked, "disliked", LONG), wide=True),
        )
    )
    yield Heading(w("feedback.next"))
    days = w("feedback.days_of", value=w.count(data.buy_in_days))
    yield Fields(
        (
            Field(w("feedback.level_after"), w.term(data.level_after)),
            Field(w("feedback.buy_in"), days),
            Field(w("feedback.wants_quote"), w.yes(data.wants_quote)),
        )
    )
    labels = (w("sign.signature"), w("sign.date"))
    yield Signatures(
        (Party(w("feedback.customer_sign"), labels), Party(w("drive.escort_sign"), labels))
    )
    yield small(w("feedback.note"), gap=6)


def _scores(data: FeedbackPaper, w: Wording) -> Table:
    titles = (
        Column(w("feedback.dimension"), 40),
        *(Column(w(f"feedback.score_{n}"), 14) for n in range(1, 6)),
        Column(w("feedback.score"), 12, right=True),
    )
    rows = tuple(
        Row(
            (
                w.typed(each.dimension, "dimension"),
                *(w("feedback.mark") if n == each.score else NOTHING for n in range(1, 6)),
                w.count(each.score),
            )
        )
        for each in data.scores
    )
    return Table(titles, rows)
