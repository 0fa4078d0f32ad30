"""The first sync of a new desk by snapshot: whole, resumable, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from showroom.clock import SetClock
from showroom.errors import Refusal, Trouble
from showroom.exchange.first import by_snapshot
from showroom.hq import snapshot as at_hq
from showroom.hq.headquarters import Headquarters
from showroom.sync import snapshot, wire
from tests.sync.world import Group, Member, content


@dataclass
class Line:
    """The routes of snapshots, in this process; `breaks` after so many parts, `flips` a byte."""

    hq: Headquarters
    device: bytes
    breaks: int = -1
    flips: bool = False
    asked: list[str] = field(default_factory=list)

    def post(self, _path: str, body: bytes) -> bytes:
        return at_hq.ask(self.hq, self.device, body)

    def get(self, path: str) -> bytes:
        if self.breaks == 0:
            raise Trouble("sync.unreachable")
        self.breaks -= 1
        self.asked.append(path)
        name, at = path.removeprefix(f"{snapshot.PATH}/").split("?at=")
        part = at_hq.part(self.hq, self.device, (name, int(at)))
        return bytes([part[0] ^ 1]) + part[1:] if self.flips else part


@pytest.fixture
def group(tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Group]:
    monkeypatch.setattr(snapshot, "LEAST_ROWS", 1)
    made = Group(tmp_path, clock)
    made.hq = Headquarters(made.hq.store, clock, made.hq.ids, made.hq.keys, tmp_path / "files")
    yield made
    made.close()


@pytest.fixture
def new(group: Group, first: Member) -> Member:
    """A new desk beside the outlet's first, which has sent all it has."""
    first.sync()
    return group.another(first)


def line(group: Group, member: Member, **broken: Any) -> Line:
    return Line(group.hq, member.wire.device, **broken)


def quiet(_fraction: float) -> None:
    """Nobody watches."""


def test_a_new_desk_holds_all_rows_after_its_snapshot(group: Group, first: Member, new: Member):
    told = by_snapshot(new.desk, line(group, new), quiet)
    assert told is not None
    assert content(new) == content(first)
    after = new.sync(check=True)
    assert (after.sent, after.laid) == (0, 0)
    assert not list(new.desk.opened.store.path.parent.glob("snapshot-*"))


def test_rows_of_after_the_snapshot_come_with_the_next_exchange(
    group: Group, first: Member, new: Member
):
    found = line(group, new)
    found.post("", wire.pack(snapshot.Ask(new.wire.device)))
    with first.desk.opened.store.read() as session:
        key = session.execute(text("SELECT id FROM vehicle LIMIT 1")).scalar_one()
    edit(first, bytes(key))
    first.sync()
    by_snapshot(new.desk, found, quiet)
    new.sync()
    assert content(new) == content(first)


def edit(member: Member, key: bytes) -> None:
    from showroom.rights import EVERYONE, allows
    from showroom.staff.commands import SignIn, sign_in
    from showroom.unit import Unit
    from tests.conftest import PASSWORD

    @allows(*EVERYONE)
    def painting(unit: Unit, _: None) -> None:
        unit.session.execute(text("UPDATE vehicle SET colour = '红' WHERE id = :k"), {"k": key})

    sign_in(member.desk, SignIn("liwen", PASSWORD)).write(painting, None)


def test_a_snapshot_cut_off_goes_on_where_it_stopped(
    group: Group, first: Member, new: Member, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(at_hq, "PART", 3_000)
    with pytest.raises(Trouble):
        by_snapshot(new.desk, line(group, new, breaks=2), quiet)
    assert content(new)["vehicle"] == set()
    again = line(group, new)
    by_snapshot(new.desk, again, quiet)
    assert again.asked[0].endswith("?at=6000")
    assert content(new) == content(first)


def test_a_damaged_snapshot_is_put_away_and_nothing_is_laid(group: Group, new: Member):
    with pytest.raises(Trouble) as caught:
        by_snapshot(new.desk, line(group, new, flips=True), quiet)
    assert caught.value.code == "sync.snapshot_damaged"
    assert content(new)["vehicle"] == set()
    assert by_snapshot(new.desk, line(group, new), quiet) is not None


def test_a_person_who_gives_up_half_way_leaves_nothing_half_laid(group: Group, new: Member):
    def until_laying(fraction: float) -> None:
        if fraction > 0.6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        by_snapshot(new.desk, line(group, new), until_laying)
    assert content(new)["vehicle"] == set()
    assert by_snapshot(new.desk, line(group, new), quiet) is not None


def test_a_desk_that_has_read_before_takes_no_snapshot(group: Group, new: Member):
    new.sync()
    asked = line(group, new)
    assert by_snapshot(new.desk, asked, quiet) is None
    assert asked.asked == []


def test_one_snapshot_serves_every_desk_of_an_outlet(group: Group, first: Member, new: Member):
    other = group.another(first, "C")
    by_snapshot(new.desk, line(group, new), quiet)
    by_snapshot(other.desk, line(group, other), quiet)
    assert group.hq.folder is not None
    assert len(list((group.hq.folder / at_hq.FOLDER).glob("*.snapshot"))) == 1


def test_a_snapshot_is_given_to_no_desk_that_may_not_read_it(group: Group, new: Member):
    told = wire.unpack(
        line(group, new).post("", wire.pack(snapshot.Ask(new.wire.device))), snapshot.Told
    )
    with group.hq.store.write() as connection:
        connection.execute(
            text("UPDATE device SET status = 'REVOKED' WHERE device_id = :d"),
            {"d": new.wire.device},
        )
    with pytest.raises(Refusal) as caught:
        at_hq.part(group.hq, new.wire.device, (told.id.hex(), 0))
    assert caught.value.code == "sync.not_found"


def test_nothing_of_a_snapshot_can_be_read_from_hqs_disk(group: Group, new: Member):
    line(group, new).post("", wire.pack(snapshot.Ask(new.wire.device)))
    assert group.hq.folder is not None
    for file in (group.hq.folder / at_hq.FOLDER).iterdir():
        assert "苏A6D128".encode() not in file.read_bytes()
