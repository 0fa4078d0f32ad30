"""Signing in."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.staff.commands import (
    AddStaff,
    ChangePassword,
    SignIn,
    add_staff,
    change_password,
    sign_in,
)
from showroom.staff.queries import People, people
from showroom.terms import Role
from tests.conftest import PASSWORD


def refused(action: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value


def test_the_right_password_seats_the_person_at_the_desk(desk: Desk) -> None:
    actor = sign_in(desk, SignIn(" LiQian ", PASSWORD)).actor
    assert actor is not None
    assert (actor.name, actor.role) == ("李倩", Role.CONSULTANT)


def test_a_wrong_password_says_how_many_tries_are_left(desk: Desk) -> None:
    refusal = refused(lambda: sign_in(desk, SignIn("liqian", "wrong")))
    assert refusal.code == "staff.wrong_password"
    assert refusal.facts["count"] == 4


def test_after_five_failures_even_the_right_password_waits(desk: Desk, clock: SetClock) -> None:
    for _ in range(5):
        refused(lambda: sign_in(desk, SignIn("liqian", "wrong")))
    refusal = refused(lambda: sign_in(desk, SignIn("liqian", PASSWORD)))
    assert (refusal.code, refusal.facts["seconds"]) == ("staff.wait", 30)
    clock.advance(seconds=31)
    assert sign_in(desk, SignIn("liqian", PASSWORD)).actor is not None


def test_setting_the_clock_back_does_not_shorten_the_wait(desk: Desk, clock: SetClock) -> None:
    for _ in range(5):
        refused(lambda: sign_in(desk, SignIn("liqian", "wrong")))
    clock.put(datetime(2026, 11, 1, tzinfo=UTC))
    assert refused(lambda: sign_in(desk, SignIn("liqian", PASSWORD))).code == "staff.wait"
    clock.put(datetime(2026, 11, 22, 2, 1, tzinfo=UTC) + timedelta(minutes=1))
    assert sign_in(desk, SignIn("liqian", PASSWORD)).actor is not None


def test_the_waits_of_one_person_do_not_touch_another(desk: Desk) -> None:
    for _ in range(6):
        refused(lambda: sign_in(desk, SignIn("liqian", "wrong")))
    assert sign_in(desk, SignIn("zhaolei", PASSWORD)).actor is not None


def test_a_manager_adds_a_person_who_can_sign_in(manager: Desk) -> None:
    manager.write(add_staff, AddStaff("new", "新人", Role.CONSULTANT, "long-enough"))
    assert sign_in(manager, SignIn("new", "long-enough")).actor is not None
    names = [person.name for person in manager.read(people, People(frozenset({Role.CONSULTANT})))]
    assert "新人" in names


def test_a_consultant_may_not_add_people(consultant: Desk) -> None:
    command = AddStaff("x", "某", Role.ADMIN, "long-enough")
    assert refused(lambda: consultant.write(add_staff, command)).code == "staff.not_permitted"


def test_a_taken_login_and_a_short_password_are_refused(manager: Desk) -> None:
    taken = AddStaff("liqian", "某", Role.CONSULTANT, "long-enough")
    short = AddStaff("other", "某", Role.CONSULTANT, "short")
    assert refused(lambda: manager.write(add_staff, taken)).code == "staff.login_taken"
    assert refused(lambda: manager.write(add_staff, short)).code == "staff.password_short"


def test_one_changes_ones_own_password(consultant: Desk) -> None:
    consultant.write(change_password, ChangePassword(PASSWORD, "another-one"))
    assert sign_in(consultant, SignIn("liqian", "another-one")).actor is not None
    wrong = ChangePassword(PASSWORD, "third-one-")
    refusal = refused(lambda: consultant.write(change_password, wrong))
    assert refusal.code == "staff.old_password_wrong"


def test_nobody_signed_in_may_do_nothing(desk: Desk) -> None:
    assert refused(lambda: desk.read(people, People())).code == "staff.sign_in_first"
