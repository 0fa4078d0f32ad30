"""A headquarters that desks join by invitations, in this process, and the wire to it."""

from dataclasses import dataclass, field
from pathlib import Path

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.errors import Trouble
from showroom.hq import digests, exchange
from showroom.hq.enrol.codes import Invite, invite
from showroom.hq.enrol.join import join
from showroom.hq.enrol.outlets import AddOutlet, add_outlet
from showroom.hq.headquarters import Headquarters
from showroom.sync import joining
from showroom.terms import OutletKind
from tests.sync.world import Group

DESK = {"/v1/sync": exchange.sync, "/v1/rows": digests.rows}


@dataclass
class House:
    """HQ; `down` breaks the wire before it, `deaf` after it has done its part."""

    hq: Headquarters
    down: bool = False
    deaf: bool = False
    asked: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, place: Path, clock: SetClock, outlet: str = "NJHX") -> "House":
        """A new HQ with one outlet that has no desk."""
        made = cls(Group(place, clock).hq)
        made.add(outlet)
        return made

    def add(self, outlet: str) -> None:
        """One more outlet."""
        add_outlet(self.hq, AddOutlet(outlet, f"{outlet}店", OutletKind.S4, "east"))

    def invitation(self, outlet: str = "NJHX", minutes: int = 10) -> str:
        """A line to paste."""
        return joining.written(invite(self.hq, Invite(outlet, minutes)))

    def way(self, desk: Desk) -> "Line":
        """How a desk reaches it."""
        with desk.opened.store.read() as session:
            found = session.connection().exec_driver_sql("SELECT device_id FROM replica")
            return Line(self, bytes(found.scalar_one()))


@dataclass
class Line:
    """One desk's line to it."""

    house: House
    device: bytes

    def post(self, path: str, body: bytes) -> bytes:
        """The answer, unless the line is broken."""
        house = self.house
        if house.down:
            raise Trouble("sync.unreachable")
        house.asked.append(path)
        if path == "/v1/join":
            said = join(house.hq, body)
        else:
            said = DESK[path](house.hq, self.device, body)
        if house.deaf:
            raise Trouble("sync.unreachable")
        return said
