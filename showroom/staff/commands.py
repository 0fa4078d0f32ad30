"""Signing in, and keeping the list of people."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from db.models.staff import SignInGuard, Staff
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.rights import ADMINS, EVERYONE, allows, before_sign_in
from showroom.staff.rules import LockRule, hashed, is_stale, matches, still_waits, wait_after
from showroom.terms import Role
from showroom.unit import Actor, Unit


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who says who they are."""

    login: str
    password: str


@dataclass(frozen=True, slots=True)
class SignInAnswer:
    """The person, or why not: wrong, with `tries_left`, or to wait `wait_seconds`."""

    actor: Actor | None
    tries_left: int
    wait_seconds: int


@dataclass(frozen=True, slots=True)
class AddStaff:
    """A new person of the outlet."""

    login: str
    name: str
    role: Role
    password: str


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """One's own new password."""

    old: str
    new: str


def sign_in(desk: Desk, command: SignIn) -> Desk:
    """The desk with that person at it; raises Refusal when the password is not theirs."""
    answer = desk.write(check_password, command).value
    if answer.actor is not None:
        return desk.signed_in(answer.actor)
    if answer.wait_seconds:
        raise Refusal("staff.wait", field="password", seconds=answer.wait_seconds)
    raise Refusal("staff.wrong_password", field="password", count=answer.tries_left)


@before_sign_in
def check_password(unit: Unit, command: SignIn) -> SignInAnswer:
    """Whether the password is right; counts failures in the same transaction."""
    rule = LockRule(**unit.setting("staff.lock"))
    person = _by_login(unit, command.login)
    if person is None:
        return SignInAnswer(None, rule.free_failures, 0)
    guard = unit.session.get(SignInGuard, person.id)
    wait = still_waits(unit.now, guard.last_failed_at, guard.wait_seconds) if guard else 0
    if wait:
        return SignInAnswer(None, 0, wait)
    if not matches(person.password_hash, command.password):
        return _failed(unit, person.id, guard, rule)
    if guard is not None:
        unit.session.delete(guard)
    if is_stale(person.password_hash):
        person.password_hash = hashed(command.password)
    return SignInAnswer(Actor(person.id, person.login, person.name, Role(person.role)), 0, 0)


@allows(*ADMINS)
def add_staff(unit: Unit, command: AddStaff) -> UUID:
    """Enter a person; raises Refusal when the login is taken."""
    login = command.login.strip().casefold()
    if not login or not command.name.strip():
        raise Refusal("staff.name_missing", field="login" if not login else "name")
    if _by_login(unit, login) is not None:
        raise Refusal("staff.login_taken", field="login", login=login)
    return unit.add(new_staff(unit, command)).id


@allows(*EVERYONE)
def change_password(unit: Unit, command: ChangePassword) -> None:
    """Set one's own password; raises Refusal when the old one is wrong."""
    person = unit.get(Staff, unit.actor.staff_id)
    if not matches(person.password_hash, command.old):
        raise Refusal("staff.old_password_wrong", field="old")
    person.password_hash = hashed(command.new)


def new_staff(unit: Unit, command: AddStaff) -> Staff:
    """The row of a new person."""
    return Staff(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        login=command.login.strip().casefold(),
        name=command.name.strip(),
        role=command.role,
        password_hash=hashed(command.password),
    )


def _by_login(unit: Unit, login: str) -> Staff | None:
    return unit.session.scalar(
        select(Staff).where(Staff.login == login.strip().casefold(), Staff.is_active)
    )


def _failed(unit: Unit, staff_id: UUID, guard: SignInGuard | None, rule: LockRule) -> SignInAnswer:
    failures = (guard.failures if guard else 0) + 1
    wait = wait_after(failures, rule)
    unit.session.merge(
        SignInGuard(
            staff_id=staff_id, failures=failures, last_failed_at=unit.now, wait_seconds=wait
        )
    )
    return SignInAnswer(None, max(0, rule.free_failures - failures), wait)
