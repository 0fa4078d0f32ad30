"""What people do at a desk: real commands of the rooms, and hands that reach into the store."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import text

from db.session import Author
from showroom.customer.commands import (
    AssignOwner,
    ChangeLevel,
    EditCard,
    PlanNext,
    assign_owner,
    change_level,
    edit_card,
    plan_next,
)
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.simulate.station import Station
from showroom.terms import FollowUpMethod, FollowUpResult, IntentLevel, Role, Source, VisitKind
from showroom.testdrive.booking import Book, Cancel, book, cancel
from showroom.unit import Actor
from showroom.visit.commands import Leave, leave, register
from showroom.visit.entry import Register
from showroom.visit.followup import RecordFollowUp, follow_up

_LEVELS = (IntentLevel.H, IntentLevel.A, IntentLevel.B)


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: where, by what chance, under which word that nothing else bears."""

    station: Station
    rng: Random
    word: str

    def at(self, *roles: Role) -> Desk:
        """The desk with somebody of these roles at it."""
        names = ", ".join(f"'{role.value}'" for role in roles)
        found = self.rows(
            f"SELECT id, login, name, role FROM staff WHERE role IN ({names}) ORDER BY id"
        )
        if not found:
            raise Refusal("simulate.nobody")
        key, login, name, role = self.rng.choice(found)
        return self.station.desk.signed_in(Actor(UUID(bytes=key), login, name, Role(role)))

    def rows(self, sql: str) -> list[Any]:
        """What the store answers."""
        return self.station.read(lambda connection: connection.exec_driver_sql(sql).all())  # type: ignore[no-any-return]

    def one(self, sql: str) -> Any:  # noqa: ANN401 - a row
        """One of the rows, by chance; raises Refusal when there is none."""
        found = self.rows(sql)
        if not found:
            raise Refusal("simulate.nothing_there")
        return self.rng.choice(found)

    def key(self, table: str, where: str = "1") -> UUID:
        """The key of some row of a table."""
        return UUID(bytes=self.one(f"SELECT id FROM {table} WHERE {where} ORDER BY id")[0])

    def today(self) -> date:
        """The outlet's business date by the desk's clock."""
        return (self.station.clock.now() + timedelta(hours=8)).date()


Act = Callable[[Deed], object]


def visit(deed: Deed) -> object:
    """Somebody comes in; now and then on a phone that is on file already."""
    phone = f"139{deed.rng.randrange(40):08d}"
    said = Register(
        kind=VisitKind.FIRST, name=f"王{deed.word}", phone=phone, level=IntentLevel.H,
        source=Source.WEB, note=deed.word,
    )  # fmt: skip
    desk = deed.at(Role.CONSULTANT, Role.RECEPTIONIST)
    once = UUID(int=deed.rng.getrandbits(128))
    value = desk.write(register, said, once=once).value
    if deed.rng.random() < 0.2:
        desk.write(register, said, once=once)
    return value


def go(deed: Deed) -> object:
    """A party leaves."""
    return deed.at(Role.RECEPTIONIST).write(leave, Leave(deed.key("visit", "left_at IS NULL")))


_CARD = (
    "SELECT id, name, colour, note, competitor, current_car, budget_min_fen, budget_max_fen, "
    "source FROM customer WHERE merged_into_id IS NULL ORDER BY id"
)


def edit(deed: Deed) -> object:
    """A card is corrected: one to three of its fields."""
    key, name, colour, note, competitor, car, low, high, source = deed.one(_CARD)
    said: dict[str, Any] = {
        "name": name, "colour": colour, "note": note, "competitor": competitor,
        "current_car": car, "budget_min_fen": low, "budget_max_fen": high,
        "source": Source(source) if source else None,
    }  # fmt: skip
    for field in deed.rng.sample(["name", "colour", "note", "competitor", "current_car"], 2):
        if deed.rng.random() < 0.7:
            said[field] = f"{field[:2]}{deed.word}"
    if deed.rng.random() < 0.3:
        low = deed.rng.randrange(10, 20) * 1_000_000
        said |= {"budget_min_fen": low, "budget_max_fen": low + 5_000_000}
    command = EditCard(customer_id=UUID(bytes=key), **said)
    return deed.at(Role.CONSULTANT).write(edit_card, command)


def turn(deed: Deed) -> object:
    """Another level, another owner or another date for a customer."""
    key = deed.key("customer", "merged_into_id IS NULL")
    which = deed.rng.randrange(3)
    if which == 0:
        level = deed.rng.choice(_LEVELS)
        return deed.at(Role.CONSULTANT).write(change_level, ChangeLevel(key, level))
    if which == 1:
        owner = deed.key("staff", "role = 'CONSULTANT'")
        return deed.at(Role.SHOWROOM_MANAGER).write(assign_owner, AssignOwner(key, owner))
    then = deed.station.clock.now() + timedelta(days=deed.rng.randrange(1, 9))
    return deed.at(Role.CONSULTANT).write(plan_next, PlanNext(key, then, f"约{deed.word}"))


def follow(deed: Deed) -> object:
    """A customer is called."""
    command = RecordFollowUp(
        customer_id=deed.key("customer", "merged_into_id IS NULL"),
        method=FollowUpMethod.CALL, result=FollowUpResult.REACHED, content=deed.word,
        level=IntentLevel.A, next_at=deed.station.clock.now() + timedelta(days=2),
    )  # fmt: skip
    return deed.at(Role.CONSULTANT).write(follow_up, command)


def reserve(deed: Deed) -> object:
    """A demo car is booked, on one of few slots, so that desks want the same."""
    day = deed.today() + timedelta(days=deed.rng.randrange(1, 3))
    hour = deed.rng.randrange(10, 15)
    starts = deed.station.clock.now().replace(
        year=day.year, month=day.month, day=day.day, hour=hour - 8, minute=0, second=0,
        microsecond=0,
    )  # fmt: skip
    command = Book(
        deed.key("customer", "merged_into_id IS NULL"), deed.key("vehicle", "plate IS NOT NULL"),
        starts, starts + timedelta(minutes=30), "A线 8km 城市+快速路",
        deed.key("staff", "role = 'CONSULTANT'"),
    )  # fmt: skip
    return deed.at(Role.CONSULTANT).write(book, command)


def unreserve(deed: Deed) -> object:
    """A booking is given back."""
    key = deed.key("test_drive", "status = 'BOOKED'")
    return deed.at(Role.CONSULTANT).write(cancel, Cancel(key, f"客户改期{deed.word}"))


def by_hand(deed: Deed, *statements: tuple[str, dict[str, object]]) -> int:
    """SQL in one transaction, as a repair or a bulk import does it: captured all the same."""
    station = deed.station
    millis = int(station.clock.now().timestamp() * 1000)
    manager = deed.key("staff", "role = 'STORE_MANAGER'")
    author = Author(manager, station.ids.new(), millis)
    with station.desk.opened.store.write(author) as session:
        for sql, values in statements:
            session.execute(text(sql), values)
    return len(statements)


def bulk(deed: Deed) -> object:
    """Many rows changed by one statement, beside the commands."""
    column = deed.rng.choice(["competitor", "current_car", "promise"])
    half = deed.rng.randrange(2)
    return by_hand(
        deed,
        (
            f"UPDATE customer SET {column} = :v WHERE unicode(substr(hex(id), -1)) % 2 = :half",
            {"v": f"批{deed.word}", "half": half},
        ),
    )


def pair(deed: Deed) -> object:
    """One word into two rows of two tables in one transaction: seen in both, or in neither."""
    return by_hand(
        deed,
        (
            "UPDATE staff SET phone = :v WHERE role = 'GENERAL_MANAGER'",
            {"v": deed.word},
        ),
        (
            "UPDATE outlet SET address = :v WHERE id = (SELECT outlet_id FROM replica)",
            {"v": deed.word},
        ),
    )


def price(deed: Deed) -> object:
    """The outlet's own reference rows change, each column for itself."""
    column = deed.rng.choice(["phone", "province", "company"])
    return by_hand(
        deed,
        (
            f"UPDATE outlet SET {column} = :v WHERE id = (SELECT outlet_id FROM replica)",
            {"v": deed.word},
        ),
    )


def person(deed: Deed) -> object:
    """A person's name or phone is changed."""
    column = deed.rng.choice(["name", "phone"])
    key = deed.key("staff", "role IN ('CASHIER', 'RECEPTIONIST')")
    return by_hand(
        deed, (f"UPDATE staff SET {column} = :v WHERE id = :k", {"v": deed.word, "k": key.bytes})
    )


def remove(deed: Deed) -> object:
    """A car leaves the file, or comes back by an edit of somebody who had not heard."""
    key = deed.key("vehicle", "plate IS NULL")
    if deed.rng.random() < 0.5:
        return by_hand(deed, ("DELETE FROM vehicle WHERE id = :k", {"k": key.bytes}))
    return by_hand(
        deed,
        ("UPDATE vehicle SET colour = :v WHERE id = :k", {"v": deed.word, "k": key.bytes}),
    )


DEEDS: dict[str, tuple[Act, int]] = {
    "visit": (visit, 10), "go": (go, 3), "edit": (edit, 12), "turn": (turn, 6),
    "follow": (follow, 6), "reserve": (reserve, 5), "unreserve": (unreserve, 2),
    "bulk": (bulk, 3), "pair": (pair, 4), "price": (price, 2), "person": (person, 3),
    "remove": (remove, 3),
}  # fmt: skip
"""Each act by name, and how often it is done."""
