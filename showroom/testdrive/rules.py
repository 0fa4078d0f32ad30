"""When a test drive may be booked, who may drive, and what becomes of it.

Sources: domain.md sections 3.3, 3.4, 5.14, 5.17 and 6.9; 道路交通安全法 8, 11, 17, 19.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final, Self

from showroom.errors import Refusal
from showroom.terms import DriveMode, DriveStatus, Gearbox, LicenceClass, VehicleStatus

_NEXT: Final[dict[DriveStatus, frozenset[DriveStatus]]] = {
    DriveStatus.BOOKED: frozenset({DriveStatus.OUT, DriveStatus.CANCELLED, DriveStatus.NO_SHOW}),
    DriveStatus.OUT: frozenset({DriveStatus.DONE}),
}
HOLDING: Final = frozenset({DriveStatus.BOOKED, DriveStatus.OUT, DriveStatus.DONE})
"""States in which a drive keeps its slot from others."""


@dataclass(frozen=True, slots=True)
class DriveRules:
    """Minutes a slot may last, minutes between slots, years a licence must be held."""

    least_minutes: int
    most_minutes: int
    buffer_minutes: int
    licence_years: int
    classes: Mapping[Gearbox, frozenset[LicenceClass]]

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From the settings value `testdrive.rules`."""
        return cls(
            least_minutes=int(value["least_minutes"]),
            most_minutes=int(value["most_minutes"]),
            buffer_minutes=int(value["buffer_minutes"]),
            licence_years=int(value["licence_years"]),
            classes={
                Gearbox(gearbox): frozenset(map(LicenceClass, classes))
                for gearbox, classes in value["classes"].items()
            },
        )


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The hours of the diary, how long a drive usually is, and the grid starts stand on."""

    opens: time
    closes: time
    minutes: int
    step_minutes: int

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From the settings value `testdrive.day`."""
        return cls(
            opens=time.fromisoformat(value["opens"]),
            closes=time.fromisoformat(value["closes"]),
            minutes=int(value["minutes"]),
            step_minutes=int(value["step_minutes"]),
        )

    def window(self, on: date, zone: tzinfo, now: datetime) -> "Slot":
        """What of the diary's hours of a date is still to come, local; empty when it is past."""
        opens = datetime.combine(on, self.opens, zone)
        closes = datetime.combine(on, self.closes, zone)
        return Slot(max(opens, rounded_up(now.astimezone(zone), self.step_minutes)), closes)


@dataclass(frozen=True, slots=True)
class Route:
    """One route of the settings value `testdrive.routes`; its name tells its length."""

    code: str
    name: str
    km: int

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From one entry."""
        return cls(str(value["code"]), str(value["name"]), int(value["km"]))


@dataclass(frozen=True, slots=True)
class Slot:
    """From when to when a car is away; instants aware."""

    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> float:
        """How long it is."""
        return (self.ends_at - self.starts_at) / timedelta(minutes=1)


def check_slot(slot: Slot, rules: DriveRules) -> None:
    """Pass when a slot is neither too short nor too long.

    Raises:
        Refusal: `testdrive.too_short`, `testdrive.too_long`, each with the limit in minutes.
    """
    if slot.minutes < rules.least_minutes:
        raise Refusal("testdrive.too_short", field="end", minutes=rules.least_minutes)
    if slot.minutes > rules.most_minutes:
        raise Refusal("testdrive.too_long", field="end", minutes=rules.most_minutes)


def clash(slot: Slot, taken: Iterable[Slot], rules: DriveRules) -> Slot | None:
    """The earliest slot of the same car that this one overlaps, the buffer between them counted."""
    hits = [other for other in taken if _too_close(slot, other, rules)]
    return min(hits, key=lambda other: other.starts_at, default=None)


def _too_close(one: Slot, other: Slot, rules: DriveRules) -> bool:
    buffer = timedelta(minutes=rules.buffer_minutes)
    return one.starts_at < other.ends_at + buffer and other.starts_at < one.ends_at + buffer


def check_free(slot: Slot, taken: Iterable[Slot], rules: DriveRules) -> None:
    """Pass when the car is free.

    Raises:
        Refusal: `testdrive.taken` with `until`, the instant from which it is free again.
    """
    other = clash(slot, taken, rules)
    if other is not None:
        free_at = other.ends_at + timedelta(minutes=rules.buffer_minutes)
        raise Refusal("testdrive.taken", field="start", until=free_at)


def next_free(window: Slot, minutes: int, taken: Iterable[Slot], rules: DriveRules) -> Slot | None:
    """The first slot of so many minutes inside the window in which the car is free, or None."""
    others, starts = list(taken), window.starts_at
    while starts + timedelta(minutes=minutes) <= window.ends_at:
        slot = Slot(starts, starts + timedelta(minutes=minutes))
        other = clash(slot, others, rules)
        if other is None:
            return slot
        starts = other.ends_at + timedelta(minutes=rules.buffer_minutes)
    return None


def free_starts(
    window: Slot, minutes: int, step_minutes: int, car: tuple[Iterable[Slot], DriveRules]
) -> list[Slot]:
    """Every free slot of so many minutes in the window whose start is on the grid.

    `car` is what is taken on it, and the rules.
    """
    taken, rules = list(car[0]), car[1]
    found, starts = [], window.starts_at
    while starts + timedelta(minutes=minutes) <= window.ends_at:
        slot = Slot(starts, starts + timedelta(minutes=minutes))
        if clash(slot, taken, rules) is None:
            found.append(slot)
        starts += timedelta(minutes=step_minutes)
    return found


def rounded_up(instant: datetime, step_minutes: int) -> datetime:
    """The instant, or the next one on a grid of so many minutes from the full hour."""
    whole = instant.replace(minute=0, second=0, microsecond=0)
    steps = -((whole - instant) // timedelta(minutes=step_minutes))
    return whole + steps * timedelta(minutes=step_minutes)


@dataclass(frozen=True, slots=True)
class Licence:
    """A driving licence as shown."""

    licence_class: LicenceClass
    first_issued_on: date
    valid_to: date


def licence_problem(licence: Licence, gearbox: Gearbox, on: date, rules: DriveRules) -> str | None:
    """Why the holder may not drive such a car on that date; None when they may.

    Codes: `testdrive.licence_future`, `licence_expired`, `licence_class`, `licence_young`.
    """
    if licence.first_issued_on > on:
        return "testdrive.licence_future"
    if licence.valid_to < on:
        return "testdrive.licence_expired"
    if licence.licence_class not in rules.classes[gearbox]:
        return "testdrive.licence_class"
    if on < anniversary(licence.first_issued_on, rules.licence_years):
        return "testdrive.licence_young"
    return None


def anniversary(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th in a common year."""
    year = day.year + years
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def check_mode(mode: DriveMode, problem: str | None) -> None:
    """Pass a ride always, a drive only without a licence problem: failing means ride only.

    Raises:
        Refusal: the problem's code.
    """
    if mode is DriveMode.DRIVE and problem is not None:
        raise Refusal(problem, field="mode")


@dataclass(frozen=True, slots=True)
class DemoCar:
    """What the road law asks of the car."""

    status: VehicleStatus
    plate: str | None
    insured_to: date | None


def check_car(car: DemoCar, on: date) -> None:
    """Pass when the car is a demo car, plated, and insured on that date.

    Raises:
        Refusal: `testdrive.not_demo`, `testdrive.no_plate`, `testdrive.not_insured`.
    """
    if car.status is not VehicleStatus.DEMO:
        raise Refusal("testdrive.not_demo", field="vehicle")
    if not car.plate:
        raise Refusal("testdrive.no_plate", field="vehicle")
    if car.insured_to is None or car.insured_to < on:
        raise Refusal("testdrive.not_insured", field="vehicle")


def check_step(now: DriveStatus, then: DriveStatus) -> None:
    """Pass when a drive may go from one state to the next.

    Raises:
        Refusal: `testdrive.wrong_state` with the words of both states.
    """
    if then not in _NEXT.get(now, frozenset()):
        raise Refusal("testdrive.wrong_state", now=now.word, then=then.word)


def check_when(slot: Slot, now: datetime, zone: tzinfo) -> None:
    """Pass a start on the slot's own date, or inside a slot that runs over midnight.

    Raises:
        Refusal: `testdrive.other_day` with the date it is booked for.
    """
    day = slot.starts_at.astimezone(zone).date()
    if now.astimezone(zone).date() != day and not slot.starts_at <= now <= slot.ends_at:
        raise Refusal("testdrive.other_day", day=day)


def check_odometer(out_km: int, in_km: int, field: str = "in_km") -> None:
    """Pass when the car came back with no fewer kilometres.

    Raises:
        Refusal: `testdrive.odometer_back`; for `out_km`, the reading at the start, it is
            `testdrive.odometer_low`.
    """
    if in_km < out_km:
        code = "testdrive.odometer_back" if field == "in_km" else "testdrive.odometer_low"
        raise Refusal(code, field=field, out_km=out_km)
