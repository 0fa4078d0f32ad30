"""Signed scans and photos: kept sealed, sent after the rows, fetched when somebody wants them."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.errors import Refusal, Trouble
from showroom.exchange import attachments as at_desk
from showroom.exchange.attachments import Attach, Of, attachments
from showroom.hq import blobs as at_hq
from showroom.hq.blobs import Part
from showroom.hq.headquarters import Headquarters
from showroom.staff.commands import SignIn, sign_in
from showroom.sync import blobs
from showroom.sync.blobs import CHUNK
from tests.conftest import PASSWORD
from tests.sync.world import Group, Member

SCAN = b"%PDF-1.7\n" + hashlib.shake_256(b"scan").digest(3 * CHUNK * 2)


@dataclass
class Line:
    """The routes of a desk's files, in this process; `breaks` after so many parts."""

    hq: Headquarters
    device: bytes
    breaks: int = -1
    asked: list[str] = field(default_factory=list)

    def get(self, path: str) -> bytes:
        name, at = self._told(path)
        return at_hq.part(self.hq, self.device, (name, int(at)))

    def put(self, path: str, body: bytes) -> bytes:
        name, told = self._told(path)
        at, size = told.split("&size=")
        return at_hq.take(self.hq, self.device, Part(name, int(at), int(size), body))

    def _told(self, path: str) -> tuple[str, str]:
        if self.breaks == 0:
            raise Trouble("sync.unreachable")
        self.breaks -= 1
        self.asked.append(path)
        name, told = path.removeprefix(f"{blobs.PATH}/").split("?at=")
        return name, told


@pytest.fixture
def group(tmp_path: Path, clock: SetClock) -> Iterator[Group]:
    made = Group(tmp_path, clock)
    made.hq = Headquarters(made.hq.store, clock, made.hq.ids, made.hq.keys, tmp_path / "files")
    yield made
    made.close()


def at(member: Member) -> Desk:
    return sign_in(member.desk, SignIn("liwen", PASSWORD))


def line(group: Group, member: Member, breaks: int = -1) -> Line:
    return Line(group.hq, member.wire.device, breaks)


def scanned(member: Member, content: bytes = SCAN, name: str = "合同.pdf") -> UUID:
    desk = at(member)
    with desk.opened.store.read() as session:
        key = session.execute(text("SELECT id FROM vehicle LIMIT 1")).scalar_one()
    at_desk.attach(desk, Attach("vehicle", UUID(bytes=bytes(key)), name, content))
    return UUID(bytes=bytes(key))


def test_a_scan_is_seen_on_the_outlets_other_desk(group: Group, first: Member, second: Member):
    card = scanned(first)
    first.sync()
    assert at_desk.send(first.desk, line(group, first)) == 1
    second.sync()
    told = at(second).read(attachments, Of("vehicle", card))
    assert [(each.name, each.media, each.size) for each in told] == [
        ("合同.pdf", "application/pdf", len(SCAN))
    ]
    with pytest.raises(Trouble) as caught:
        at_desk.content(second.desk, told[0])
    assert caught.value.code == "blob.missing"
    assert at_desk.content(second.desk, told[0], line(group, second)) == SCAN
    assert at_desk.content(second.desk, told[0]) == SCAN


def test_a_transfer_cut_off_goes_on_where_it_stopped(group: Group, first: Member, second: Member):
    card = scanned(first)
    first.sync()
    with pytest.raises(Trouble):
        at_desk.send(first.desk, line(group, first, breaks=1))
    again = line(group, first)
    assert at_desk.send(first.desk, again) == 1
    assert len(again.asked) == 2
    second.sync()
    told = at(second).read(attachments, Of("vehicle", card))[0]
    with pytest.raises(Trouble):
        at_desk.content(second.desk, told, line(group, second, breaks=1))
    rest = line(group, second)
    assert at_desk.content(second.desk, told, rest) == SCAN
    assert len(rest.asked) == 1


def test_the_same_part_twice_does_no_harm(group: Group, first: Member):
    name = blobs.name_of(SCAN)
    part = Part(name, 0, len(SCAN), SCAN[: 4 * CHUNK])
    for _ in range(2):
        told = at_hq.take(group.hq, first.wire.device, part)
        assert int.from_bytes(told) == 4 * CHUNK


def test_what_is_not_what_its_name_says_is_put_away(group: Group, first: Member):
    name = blobs.name_of(b"something else")
    with pytest.raises(Refusal) as caught:
        at_hq.take(group.hq, first.wire.device, Part(name, 0, 9, b"%PDF-1.7\n"))
    assert caught.value.code == "blob.differs"
    later = Part(name, CHUNK, 2 * CHUNK, bytes(CHUNK))
    assert int.from_bytes(at_hq.take(group.hq, first.wire.device, later)) == 0


def test_nothing_of_a_scan_can_be_read_from_the_disk(group: Group, first: Member, tmp_path: Path):
    scanned(first)
    first.sync()
    at_desk.send(first.desk, line(group, first))
    inside = SCAN[1000:1016]
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len([path for path in kept if len(path.name) == 64]) == 2
    assert not [path for path in kept if inside in path.read_bytes()]


def test_only_documents_and_photos_of_bearable_size_are_attached(first: Member):
    refused = {b"": "blob.empty", b"MZ\x90": "blob.kind", b"<svg/>": "blob.kind"}
    refused[b"%PDF-" + bytes(blobs.MOST_BYTES)] = "blob.too_large"
    for content, code in refused.items():
        with pytest.raises(Refusal) as caught:
            scanned(first, content)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\照片.jpg", "照片.jpg"),
        ("a\u202efdp.exe", "a fdp.exe"),
        ("\x00\n", "-"),
        ("..", "-"),
        ("x" * 500, "x" * 120),
    ],
)
def test_a_hostile_name_is_only_ever_shown_and_shown_plainly(given: str, shown: str):
    assert blobs.shown_name(given) == shown


def test_the_file_of_an_erased_person_goes(group: Group, first: Member):
    scanned(first)
    assert at_desk.sweep(first.desk) == 0
    with first.desk.opened.store.applying() as connection:
        connection.execute(text("UPDATE attachment SET hash = '', name = '***'"))
    assert at_desk.sweep(first.desk) == 1
    assert not list(at_desk.files_of(first.desk).names())
    assert at_desk.send(first.desk, line(group, first)) == 0


def test_a_desk_of_another_outlet_gets_no_scan_of_ours(group: Group, first: Member):
    scanned(first)
    first.sync()
    at_desk.send(first.desk, line(group, first))
    stranger = os.urandom(16)
    with pytest.raises(Refusal) as caught:
        Line(group.hq, stranger).get(f"{blobs.PATH}/{blobs.name_of(SCAN)}?at=0")
    assert caught.value.code == "sync.unknown_device"
