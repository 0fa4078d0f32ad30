import shutil
import stat

import pytest

from db.backup import BackupDamaged
from db.errors import KeyMissing, StoreError, StoreLocked, WrongKey
from db.headquarters import held_row, metadata
from showroom.errors import Refusal, Trouble
from showroom.hq.desks import ACTIVE, REVOKED
from showroom.hq.enrol import devices
from showroom.hq.keeping import backup, dump, escrow, house, restore
from showroom.hq.keeping.house import Config, Ports
from showroom.hq.rows import next_seqs, state, upsert
from showroom.hq.service import chores
from showroom.hq.store import FILE, KEY
from showroom.ids import TimeOrderedIds
from tests.hq import desks
from tests.hq.test_rows import row

NAMES = ["localhost"]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return "" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def ports(clock):
    return Ports(clock, TimeOrderedIds(clock))


@pytest.fixture
def place(tmp_path, database, ports):
    folder = tmp_path / "hq"
    recovery = house.set_up(folder, Config(NAMES, "https://localhost:8443", database), ports)
    (tmp_path / "recovery").write_text(recovery)
    with house.opened(folder, ports) as hq:
        desks.add(hq)
        desks.enrol(hq, 1)
    write(folder, ports, range(300))
    return folder


def write(folder, ports, numbers):
    with house.opened(folder, ports) as hq, hq.store.write() as connection:
        first = next_seqs(connection, len(numbers))
        upsert(connection, held_row, [row(n, first + at) for at, n in enumerate(numbers)])


def kept(folder, ports):
    """Every row of every table, but for HQ's own state."""
    with house.opened(folder, ports) as hq, hq.store.read() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select())))
            for table in metadata.sorted_tables
            if table.name != "hq_state"
        }


def stood(folder, ports):
    with house.opened(folder, ports) as hq, hq.store.read() as connection:
        return state(connection)


def backed_up(folder, ports):
    with house.opened(folder, ports) as hq:
        return backup.back_up(hq, folder.parent / "backups", (NAMES, "https://localhost:8443"))


def test_a_backup_is_whole_and_desks_are_told_how_far_it_goes(place, ports):
    made = backed_up(place, ports)
    assert (made.manifest.head, made.manifest.rows) == (300, 300)
    assert stood(place, ports).durable == 300
    assert [each.folder for each in backup.backups(place.parent / "backups")] == [made.folder]
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700


def test_a_backup_shows_nothing_to_who_has_no_key(place, ports):
    made = backed_up(place, ports)
    for file in made.folder.iterdir():
        raw = file.read_bytes()
        assert not raw.startswith(b"SQLite format 3")
        assert "NJHX店".encode() not in raw
        assert (place / KEY).read_bytes() not in raw


def test_hq_put_back_is_as_it_was_with_a_new_epoch_and_grants_nothing(place, ports):
    before, was = kept(place, ports), stood(place, ports)
    made = backed_up(place, ports)
    write(place, ports, range(250, 400))
    lost = restore.loss(place, made.folder)
    assert (lost.head, lost.rows, lost.desks, lost.known) == (300, 150, 0, True)
    restore.restore(place, made.folder, ports)
    now = stood(place, ports)
    assert kept(place, ports) == before
    assert (now.head, now.durable, now.hq_id) == (300, 300, was.hq_id)
    assert now.epoch != was.epoch
    assert now.is_waiting


def test_a_desk_shut_out_after_the_backup_stays_shut_out(place, ports):
    made = backed_up(place, ports)
    with house.opened(place, ports) as hq:
        with hq.store.read() as connection:
            (line,) = devices.devices(connection)
        devices.revoke(hq, line.device_id)
    restore.restore(place, made.folder, ports)
    with house.opened(place, ports) as hq:
        with hq.store.read() as connection:
            (line,) = devices.devices(connection)
        assert line.status == REVOKED
        desks.enrol(hq, 1)
    restore.restore(place, made.folder, ports)
    with house.opened(place, ports) as hq, hq.store.read() as connection:
        (line,) = devices.devices(connection)
    assert line.status == ACTIVE


def test_an_operator_lets_claims_be_granted_again(place, ports):
    restore.restore(place, backed_up(place, ports).folder, ports)
    restore.resume(place, ports)
    assert not stood(place, ports).is_waiting


def test_a_backup_begun_before_a_restore_tells_no_desk_anything_after_it(place, ports):
    made = backed_up(place, ports)
    restore.restore(place, made.folder, ports)
    with house.opened(place, ports) as hq:
        backup._tell_durable(hq, backup.Manifest("", made.manifest.epoch, 10**6, 0, 0, ""))  # noqa: SLF001
    assert stood(place, ports).durable == 300


def test_a_new_machine_takes_over_by_the_recovery_key(place, ports, database, tmp_path):
    before = kept(place, ports)
    made = backed_up(place, ports)
    recovery = (tmp_path / "recovery").read_text()
    with house.opened(place, ports) as hq:
        known = hq.keys.sign_key
    shutil.move(place, tmp_path / "lost")
    new = tmp_path / "new"
    config = Config(NAMES, "https://localhost:8443", database)
    with pytest.raises(WrongKey):
        restore.take_over(new, made.folder, "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", config)
    restore.take_over(new, made.folder, recovery.lower(), config)
    house.renew(new, ports, [])
    restore.restore(new, made.folder, ports)
    assert kept(new, ports) == before
    with house.opened(new, ports) as hq:
        assert hq.keys.sign_key == known
    with pytest.raises(Refusal, match="not_empty"):
        restore.take_over(new, made.folder, recovery, config)


def test_a_damaged_backup_is_told_and_changes_nothing(place, ports):
    made = backed_up(place, ports)
    before = kept(place, ports)
    file = next(f for name in (FILE, backup.DUMP) if (f := made.folder / name).exists())
    whole = file.read_bytes()
    middle = len(whole) // 2
    changed = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    for spoilt in (whole[:-40], changed):
        file.write_bytes(spoilt)
        with pytest.raises(StoreError):
            restore.restore(place, made.folder, ports)
        assert kept(place, ports) == before
    (made.folder / backup.MANIFEST).write_text("{}")
    with pytest.raises(BackupDamaged):
        restore.restore(place, made.folder, ports)


def test_hq_is_not_put_back_while_it_is_served(place, ports):
    made = backed_up(place, ports)
    with house.opened(place, ports), pytest.raises(StoreLocked):
        restore.restore(place, made.folder, ports)


def test_the_backup_of_another_hq_is_refused(place, ports, tmp_path):
    other = tmp_path / "other"
    house.set_up(other, Config(NAMES, "https://localhost:8443"), ports)
    made = backed_up(other, ports)
    with pytest.raises(Refusal, match="backup_of_another"):
        restore.loss(place, made.folder)


def test_what_was_there_is_kept_beside(place, ports, database):
    restore.restore(place, backed_up(place, ports).folder, ports)
    assert (place / f"{FILE}.1").exists() is not bool(database)


def test_the_service_backs_up_when_there_is_news_and_keeps_the_last_ones(place, ports, clock):
    target = place.parent / "backups"
    with house.opened(place, ports) as hq:
        assert chores.keep(hq, target, (NAMES, ""))
        assert not chores.keep(hq, target, (NAMES, ""))
    for number in range(1000, 1003):
        clock.advance(hours=1)
        write(place, ports, [number])
        with house.opened(place, ports) as hq:
            assert chores.keep(hq, target, (NAMES, ""))
    assert [made.manifest.head for made in backup.backups(target)] == [300, 301, 302, 303]


def test_a_backup_that_cannot_be_written_is_told_and_desks_keep_theirs(place, ports, tmp_path):
    (tmp_path / "file").write_text("")
    with house.opened(place, ports) as hq, pytest.raises(Trouble, match="backup_failed"):
        backup.back_up(hq, tmp_path / "file")
    assert stood(place, ports).durable == 0


def test_the_sealed_keys_open_by_their_recovery_key_alone(tmp_path):
    recovery = escrow.seal(tmp_path, {"sign": "00"})
    assert escrow.unseal(tmp_path / escrow.FILE, f" {recovery.lower()} ") == {"sign": "00"}
    with pytest.raises(WrongKey):
        escrow.unseal(tmp_path / escrow.FILE, recovery[:-1] + ("A" if recovery[-1] != "A" else "B"))
    with pytest.raises(KeyMissing):
        escrow.unseal(tmp_path / "nothing", recovery)


def test_frames_of_a_dump_left_out_or_moved_are_told(tmp_path):
    key, file = b"k" * 32, tmp_path / "dump"
    frames = [
        dump._sealed(dump.Frame(number, table, dump.zstd.compress(b"a\n")), key)  # noqa: SLF001
        for number, table in enumerate(["hq_state", "held_row", ""])
    ]
    file.write_bytes(b"".join(frames))
    assert dump.verify(file, key) == 2
    for order in ([0, 2], [1, 0, 2], [0, 1], [1, 2], []):
        file.write_bytes(b"".join(frames[at] for at in order))
        with pytest.raises(BackupDamaged):
            dump.verify(file, key)
