"""A day of drives in the shapes the page shows: blocks of the diary, columns of the list."""

from collections.abc import Sequence
from datetime import datetime, time, tzinfo
from uuid import UUID

from showroom.claim.terms import ClaimStanding
from showroom.terms import DriveMode, DriveStatus
from showroom.testdrive.form import Step, step_of
from showroom.testdrive.queries import DriveLine
from showroom.testdrive.rules import HOLDING, Slot
from showroom.testdrive.sitting import Sitting
from ui.charts.diary import Block, DiaryDay, Lane
from ui.formats import DASH, clock_time, masked
from ui.models.lines import Column
from ui.words import enum_words, words

TONES = {
    DriveStatus.BOOKED: "accent",
    DriveStatus.OUT: "warn",
    DriveStatus.DONE: "good",
    DriveStatus.CANCELLED: "neutral",
    DriveStatus.NO_SHOW: "bad",
}
SLOT_TONES = {ClaimStanding.TENTATIVE: "warn", ClaimStanding.REFUSED: "bad"}
_DAY = 24 * 60


def held(sitting: Sitting) -> tuple[DriveLine, ...]:
    """The drives that have a place in the diary, in the order of its blocks."""
    cars = {car.id for car in sitting.cars}
    return tuple(
        line for line in sitting.drives if line.status in HOLDING and line.vehicle_id in cars
    )


def day_of(
    sitting: Sitting, zone: tzinfo, now: datetime, ghost: tuple[UUID, Slot] | None = None
) -> DiaryDay:
    """The diary; `ghost` is the car and slot being typed."""
    places = {car.id: at for at, car in enumerate(sitting.cars)}
    opens = datetime.combine(sitting.on, time(), zone)
    plan = sitting.plan
    is_today = now.astimezone(zone).date() == sitting.on
    return DiaryDay(
        lanes=tuple(Lane(car.model, car.plate or DASH) for car in sitting.cars),
        blocks=tuple(_block(line, places[line.vehicle_id], opens) for line in held(sitting)),
        opens=plan.opens.hour * 60 + plan.opens.minute,
        closes=plan.closes.hour * 60 + plan.closes.minute,
        now=_minute(now, opens) if is_today else -1,
        ghost=_ghost(ghost, places, opens),
    )


def state(line: DriveLine) -> str:
    """How a drive stands in one word: booked is told from signed, done from spoken of.

    Of one still to come it is said first when its slot is not confirmed, or taken.
    """
    if is_open_slot(line):
        return enum_words(line.slot.standing)
    step = step_of(line)
    if step is Step.GO_OUT:
        return words("testdrive.state_signed")
    if step is Step.FEEDBACK:
        return words("testdrive.state_back")
    return enum_words(line.status)


def tone(line: DriveLine) -> str:
    """How that word looks."""
    if is_open_slot(line):
        return SLOT_TONES[line.slot.standing]
    return TONES[line.status]


def is_open_slot(line: DriveLine) -> bool:
    """Whether a booking's time is not its own yet."""
    return line.status is DriveStatus.BOOKED and line.slot.standing in SLOT_TONES


def slot_note(line: DriveLine, zone: tzinfo) -> str:
    """What to know of a time that is not the booking's own yet; empty when it is."""
    if not is_open_slot(line):
        return ""
    if line.slot.standing is ClaimStanding.TENTATIVE:
        return words("testdrive.slot_tentative_note")
    until = line.slot.lost_until
    facts = {
        "holder": line.slot.lost_to or DASH,
        "until": clock_time(until, zone) if until else DASH,
    }
    return words("testdrive.slot_lost_note", **facts)


def slot_text(line: DriveLine, zone: tzinfo) -> str:
    """`14:00–14:30`."""
    return f"{clock_time(line.starts_at, zone)}–{clock_time(line.ends_at, zone)}"


def columns(zone: tzinfo) -> Sequence[Column[DriveLine]]:
    """The list: the same drives, the cancelled ones too."""
    return (
        Column(
            words("testdrive.slot"), lambda d: slot_text(d, zone), 108, "two",
            second=lambda d: d.escort,
        ),
        Column(
            words("testdrive.customer"), lambda d: d.customer, 0, "two",
            second=lambda d: masked(d.phone),
        ),
        Column(words("testdrive.vehicle"), lambda d: d.model, 98, "two", second=lambda d: d.plate),
        Column(
            words("testdrive.route"), _route, 0, "two", second=lambda d: enum_words(d.mode),
        ),
        Column(words("testdrive.state"), state, 108, "pill", tone=tone),
    )  # fmt: skip


def _route(line: DriveLine) -> str:
    return words("testdrive.home_route", route=line.route) if line.at_home else line.route


def _block(line: DriveLine, lane: int, opens: datetime) -> Block:
    begins, ends = _minute(line.starts_at, opens), _minute(line.ends_at, opens)
    zone = opens.tzinfo
    told = " ".join(
        (slot_text(line, zone) if zone else "", line.customer, line.model, line.route, state(line))
    )
    ride = [enum_words(line.mode)] if line.mode is DriveMode.RIDE else []
    return Block(
        lane=lane,
        begins=max(0, begins),
        ends=min(_DAY, ends),
        title=line.customer,
        detail=" · ".join([*ride, _route(line)]),
        word=state(line),
        tone=tone(line),
        told=told,
    )


def _ghost(
    ghost: tuple[UUID, Slot] | None, places: dict[UUID, int], opens: datetime
) -> Block | None:
    if ghost is None or ghost[0] not in places:
        return None
    begins, ends = _minute(ghost[1].starts_at, opens), _minute(ghost[1].ends_at, opens)
    if not (0 <= begins < _DAY and begins < ends):
        return None
    title = words("testdrive.ghost", time=f"{begins // 60:02d}:{begins % 60:02d}")
    return Block(places[ghost[0]], begins, min(_DAY, ends), title, "", "", "accent", title)


def _minute(instant: datetime, opens: datetime) -> int:
    return round((instant - opens).total_seconds() / 60)
