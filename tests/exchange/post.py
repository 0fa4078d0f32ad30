"""Parcels in tests: a desk that writes, and a postman between it and headquarters."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from showroom import texts
from showroom.desk import Desk
from showroom.exchange import parcels
from showroom.exchange.parcels import Applied, Into, Made
from showroom.hq import parcels as at_hq
from showroom.hq.enrol.codes import Invite, invite
from showroom.hq.headquarters import Headquarters
from showroom.hq.parcels import Given
from showroom.rights import EVERYONE, allows
from showroom.staff.commands import SignIn, sign_in
from showroom.sync import cells, joining
from showroom.unit import Unit
from tests.conftest import PASSWORD

WORDS = texts.load("zh_CN")


@dataclass
class Outlet:
    """A desk reached by files only."""

    desk: Desk
    hq: Headquarters
    bag: Path

    def make(self, most_mb: int = 95) -> Made:
        return parcels.make(self.desk, Into(self.bag, WORDS, most_mb))

    def heard(self, made: Made) -> Given:
        return at_hq.apply(self.hq, [file.read_bytes() for file in made.files])

    def answered(self, made: Made) -> list[Path]:
        given = self.heard(made)
        return list(parcels.save(given.header, given.files, Into(self.bag, WORDS)))

    def take(self, files: list[Path]) -> Applied:
        return parcels.apply(self.desk, files)

    def round(self) -> Applied:
        return self.take(self.answered(self.make()))

    def join(self) -> Applied:
        told = joining.written(invite(self.hq, Invite(self.desk.place.outlet_code)))
        manager = sign_in(self.desk, SignIn("liwen", PASSWORD))
        made = parcels.join(manager, told, Into(self.bag, WORDS))
        return self.take(self.answered(made))

    def paint(self, colour: str, column: str = "colour") -> None:
        """An edit of a car of the sample outlet."""

        @allows(*EVERYONE)
        def painting(unit: Unit, _: None) -> None:
            change = f"UPDATE vehicle SET {column} = :v WHERE plate = '苏A6D128'"  # noqa: S608 - ours
            unit.session.execute(text(change), {"v": colour})

        sign_in(self.desk, SignIn("liwen", PASSWORD)).write(painting, None)

    def value(self, column: str = "colour") -> str:
        with self.desk.opened.store.read() as session:
            query = f"SELECT {column} FROM vehicle WHERE plate = '苏A6D128'"  # noqa: S608 - ours
            return session.execute(text(query)).scalar_one()

    def figure(self, query: str) -> int:
        with self.desk.opened.store.read() as session:
            return session.execute(text(query)).scalar_one()

    def unsent(self) -> int:
        return self.figure("SELECT count(*) FROM outbox, link WHERE n > acked_n")

    def content(self) -> dict[str, set[int]]:
        """The hash of every synced row, by table."""
        found = {}
        with self.desk.opened.store.read() as session:
            for table in cells.synced_tables():
                names = ", ".join(f'"{c.name}"' for c in cells.columns(table))
                rows = session.connection().exec_driver_sql(f"SELECT id, {names} FROM {table}")  # noqa: S608
                found[table] = {
                    cells.digest(table, k, cells.from_values(table, v)) for k, *v in rows
                }
        return found
