"""Snapshots, attachments and parcels at HQ, on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from db import headquarters as tables
from showroom.errors import Refusal
from showroom.hq import blobs, snapshot
from showroom.hq.blobs import Part
from showroom.hq.headquarters import Headquarters
from showroom.hq.writing import HqRow, write_rows
from showroom.sync import snapshot as shared
from showroom.sync import wire
from showroom.sync.blobs import name_of
from showroom.sync.snapshot import Ask, Fetched, Told
from tests.hq import desks

ROWS = 30
DESK = (1).to_bytes(16)
SCAN = b"%PDF-1.7 a signed contract"


@pytest.fixture
def house(hq: Headquarters, monkeypatch: pytest.MonkeyPatch) -> Headquarters:
    """HQ with two desks of two outlets and some rows of the first."""
    monkeypatch.setattr(shared, "LEAST_ROWS", 1)
    desks.add(hq)
    desks.add(hq, "SZYQ")
    desks.enrol(hq, 1)
    desks.enrol(hq, 2, outlet="SZYQ", outlet_id=b"outlet-of-desk-2")
    hold(hq, 0)
    return hq


def hold(hq: Headquarters, start: int, table: str = "visit") -> None:
    with hq.store.write() as connection:
        rows = [
            HqRow(table, at.to_bytes(16), "outlet:NJHX", {"note": f"第{at}条"}, "NJHX")
            for at in range(start, start + ROWS)
        ]
        write_rows(hq, connection, rows)


def asked(hq: Headquarters, device: bytes = DESK) -> Told:
    return wire.unpack(snapshot.ask(hq, device, wire.pack(Ask(device))), Told)


def fetched(hq: Headquarters, told: Told, place: Path) -> Fetched:
    path = place / "got"
    path.write_bytes(b"")
    while path.stat().st_size < told.size:
        at = path.stat().st_size
        path.write_bytes(path.read_bytes() + snapshot.part(hq, DESK, (told.id.hex(), at)))
    return Fetched(path, told)


def test_a_snapshot_holds_every_living_row_a_desk_may_read(house: Headquarters, tmp_path: Path):
    told = asked(house)
    lines = [
        line for frame in shared.frames(fetched(house, told, tmp_path)) for line in frame.lines
    ]
    assert (told.rows, len(lines)) == (ROWS, ROWS)
    assert {wire.decode_cells(line.cells)["note"] for line in lines} == {
        f"第{at}条" for at in range(ROWS)
    }


def test_a_snapshot_serves_until_too_much_has_changed(
    house: Headquarters, monkeypatch: pytest.MonkeyPatch
):
    first = asked(house)
    hold(house, 100)
    assert asked(house).id == first.id
    monkeypatch.setattr(snapshot, "_LATE_ROWS", ROWS - 1)
    second = asked(house)
    assert second.id != first.id
    assert second.rows == 2 * ROWS


def test_no_snapshot_of_before_an_erasure_is_kept(house: Headquarters):
    first = asked(house)
    hold(house, 500, "erasure")
    assert snapshot.forget_erased(house) == 1
    with pytest.raises(Refusal):
        snapshot.part(house, DESK, (first.id.hex(), 0))
    assert asked(house).id != first.id


def test_a_desk_of_another_outlet_reads_neither_snapshot_nor_attachment(house: Headquarters):
    told, other = asked(house), (2).to_bytes(16)
    blobs.take(house, DESK, Part(name_of(SCAN), 0, len(SCAN), SCAN))
    for ask in (
        lambda: snapshot.part(house, other, (told.id.hex(), 0)),
        lambda: blobs.part(house, other, (name_of(SCAN), 0)),
    ):
        with pytest.raises(Refusal) as caught:
            ask()
        assert caught.value.code == "sync.not_found"


@pytest.mark.parametrize("name", ["../../hq-keys.json", "", "0" * 63, "Z" * 64, "0" * 64])
def test_a_name_that_is_no_hash_leads_nowhere(house: Headquarters, name: str):
    with pytest.raises(Refusal) as caught:
        blobs.part(house, DESK, (name, 0))
    assert caught.value.code == "sync.not_found"
    with pytest.raises(Refusal):
        snapshot.part(house, DESK, (name, 0))


def test_the_same_scan_of_two_outlets_is_each_ones_own(house: Headquarters):
    part = Part(name_of(SCAN), 0, len(SCAN), SCAN)
    for number in (1, 2):
        blobs.take(house, number.to_bytes(16), part)
        assert blobs.part(house, number.to_bytes(16), (part.name, 0))[8:] == SCAN
    with house.store.read() as connection:
        assert len(connection.execute(select(tables.blob)).all()) == 2


def test_an_attachment_no_row_names_goes_after_a_day(house: Headquarters):
    part = Part(name_of(SCAN), 0, len(SCAN), SCAN)
    blobs.take(house, DESK, part)
    assert blobs.sweep(house) == 0
    with house.store.write() as connection:
        connection.execute(update(tables.blob).values(at=0))
        row = HqRow("attachment", b"a" * 16, "outlet:NJHX", {"hash": part.name}, "NJHX")
        write_rows(house, connection, [row])
    assert blobs.sweep(house) == 0
    with house.store.write() as connection:
        row = HqRow("attachment", b"a" * 16, "outlet:NJHX", {"hash": ""}, "NJHX")
        write_rows(house, connection, [row])
    assert blobs.sweep(house) == 1
    with pytest.raises(Refusal):
        blobs.part(house, DESK, (part.name, 0))


def test_an_hq_without_a_folder_gives_none(house: Headquarters):
    from dataclasses import replace

    with pytest.raises(Refusal) as caught:
        asked(replace(house, folder=None))
    assert caught.value.code == "sync.not_found"
