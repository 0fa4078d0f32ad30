"""The forms of a drive, one for each step: their fields, and the command they make."""

from collections.abc import Callable
from datetime import date, timedelta, tzinfo
from typing import Any, TypeVar

from showroom import identity
from showroom.terms import DriveMode, IntentLevel, LicenceClass
from showroom.testdrive.commands import DIMENSIONS, Book, GiveFeedback
from showroom.testdrive.form import LENGTHS, levels
from showroom.testdrive.sitting import DriveCard, Sitting
from ui.context import Context
from ui.kit.fields import (
    CheckField,
    Choice,
    ChoiceField,
    CodeField,
    DateField,
    DateTimeField,
    EnumField,
    IntField,
    LineField,
    NotesField,
    PhoneField,
    enum_choices,
)
from ui.kit.fields.customer import CustomerField
from ui.kit.fields.score import ScoreField
from ui.kit.form import Form
from ui.words import words

C = TypeVar("C")
_PERCENT = (0, 100)
_MOST_KM = (0, 999_999)
_YEAR = (0, 365)


def given(kind: Callable[..., C]) -> Callable[..., C]:
    """Makes a command of what is filled in; what is empty keeps the command's own default."""
    return lambda **typed: kind(**{name: v for name, v in typed.items() if v is not None})


def booked(kind: Callable[..., C]) -> Callable[..., C]:
    """Makes a `Book` or `Reschedule` of the booking form's fields."""

    def make(**typed: Any) -> C:  # noqa: ANN401 - one type for each field
        plan = {
            "vehicle_id": typed.pop("vehicle"),
            "starts_at": (start := typed.pop("start")),
            "ends_at": start + timedelta(minutes=typed.pop("end")),
            "escort_id": typed.pop("escort"),
        }
        if (customer := typed.pop("customer")) and kind is Book:
            plan["customer_id"] = customer
        return kind(**plan, **typed)

    return make


def scored(**typed: Any) -> GiveFeedback:  # noqa: ANN401 - one type for each field
    """Makes the feedback of its form's fields."""
    scores = {name: typed.pop(name) for name in DIMENSIONS}
    return given(GiveFeedback)(scores=scores, **typed)


def book_fields(form: Form, context: Context) -> None:
    """Who, which car, when, how long, which way, who comes along."""
    zone = context.zone
    form.add(CustomerField("customer", _w("customer"), context.search, required=True), span=2)
    form.add(ChoiceField("vehicle", _w("vehicle"), required=True), span=2)
    form.add(_moment("start", zone, context.today))
    lengths = [Choice(minutes, words("testdrive.minutes", count=minutes)) for minutes in LENGTHS]
    form.add(ChoiceField("end", _w("length"), lengths, required=True))
    form.add(ChoiceField("route", _w("route"), required=True), span=2)
    form.add(EnumField("mode", _w("mode"), DriveMode, required=True))
    form.add(ChoiceField("escort", _w("escort"), required=True))
    form.add(CheckField("at_home", _w("at_home")), span=2)


def offer_plan(form: Form, sitting: Sitting) -> None:
    """Offer the cars, routes and escorts of the day; what is chosen stays."""
    _choices(form, "vehicle").offer(
        Choice(car.id, f"{car.model} · {car.plate or ''} · {car.trim}", car.plate or "")
        for car in sitting.cars
    )
    kept = _choices(form, "route").value()
    names = [route.name for route in sitting.routes]
    more = [kept] if kept and kept not in names else []
    _choices(form, "route").offer(Choice(name, name) for name in [*names, *more])
    _choices(form, "escort").offer(Choice(each.id, each.name) for each in sitting.escorts)


def sign_fields(form: Form, card: DriveCard, today: Callable[[], date]) -> None:
    """Who drives on which licence, the car as both see it, and that the statements were read."""
    name = form.add(LineField("driver_name", _w("driver_name"), required=True))
    phone = form.add(PhoneField("phone", _w("phone"), required=True))
    phone.checked_by(lambda typed: _pass(identity.as_phone(typed)))
    name.set_value(card.line.customer)
    phone.set_value(card.phone)
    if card.line.mode is DriveMode.DRIVE:
        _licence_fields(form, card, today)
    km = form.add(IntField("out_km", _w("out_km"), _MOST_KM, required=True, unit="km"))
    km.set_value(card.line.odometer_km)
    form.add(IntField("soc_out", _w("soc"), _PERCENT, unit="%"))
    damage = NotesField("damage_before", _w("damage_before"), lines=2)
    damage.placeholder(words("testdrive.damage_none"))
    form.add(damage, span=2)
    hint = words("testdrive.statements_hint")
    form.add(CheckField("statements_read", _w("statements_read"), hint=hint), span=2)


def out_fields(form: Form, card: DriveCard) -> None:
    """The start: as the agreement has it, corrected if the car was moved since."""
    signed = card.agreement
    km = form.add(IntField("out_km", _w("out_km"), _MOST_KM, required=True, unit="km"))
    km.set_value(signed.out_km if signed and signed.out_km else card.line.odometer_km)
    soc = form.add(IntField("soc_out", _w("soc"), _PERCENT, unit="%"))
    soc.set_value(signed.soc_out if signed else None)
    damage = form.add(NotesField("damage_before", _w("damage_before"), lines=2), span=2)
    damage.set_value(signed.damage_before if signed else None)
    damage.placeholder(words("testdrive.damage_none"))


def back_fields(form: Form, card: DriveCard) -> None:
    """The return: odometer, charge or fuel, new damage."""
    km = form.add(IntField("in_km", _w("in_km"), _MOST_KM, required=True, unit="km"))
    km.set_value(card.line.out_km)
    form.add(IntField("soc_in", _w("soc"), _PERCENT, unit="%")).set_value(card.soc_out)
    damage = NotesField("damage_after", _w("damage_after"), lines=2)
    damage.placeholder(words("testdrive.damage_none"))
    form.add(damage, span=2)


def feedback_fields(form: Form, card: DriveCard) -> None:
    """Six scores, what was liked and what was not, and where the customer stands now."""
    for dimension in DIMENSIONS:
        form.add(ScoreField(dimension, _w(dimension), required=True))
    offered = enum_choices(IntentLevel, *levels(card.level))
    level = form.add(ChoiceField("level_after", _w("level_after"), offered, required=True))
    level.set_value(card.level if card.level in levels(card.level) else None)
    form.add(IntField("buy_in_days", _w("buy_in_days"), _YEAR, unit=words("testdrive.days")))
    form.add(CheckField("wants_quote", _w("wants_quote")), span=2)
    form.add(NotesField("liked", _w("liked"), lines=2))
    form.add(NotesField("disliked", _w("disliked"), lines=2))


def _licence_fields(form: Form, card: DriveCard, today: Callable[[], date]) -> None:
    number = CodeField("licence_no", _w("licence_no"), required=True, hint=_w("licence_no_hint"))
    form.add(number.checked_by(lambda typed: _pass(identity.as_idno(typed, today()))))
    kinds = enum_choices(LicenceClass)
    kind = form.add(ChoiceField("licence_class", _w("licence_kind"), kinds, required=True))
    first = form.add(DateField("first_issue_date", _w("first_issue_date"), today, required=True))
    until = form.add(DateField("licence_valid_to", _w("licence_valid_to"), today, required=True))
    known = card.licence
    kind.set_value(known.licence_class if known else LicenceClass.C1)
    first.set_value(known.first_issue_date if known else None)
    until.set_value(known.licence_valid_to if known else None)


def _moment(name: str, zone: tzinfo, today: Callable[[], date]) -> DateTimeField:
    return DateTimeField(name, _w(name), today, required=True, zone=zone)


def _choices(form: Form, name: str) -> ChoiceField[Any]:
    field = form.fields[name]
    assert isinstance(field, ChoiceField)  # noqa: S101 - said by `book_fields`
    return field


def _w(key: str) -> str:
    return words(f"testdrive.{key}")


def _pass(_checked: str) -> None:
    """A rule that normalises is a check here; the command normalises again."""
