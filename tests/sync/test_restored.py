"""HQ is put back from a backup: what two desks did to one record since comes back, in any order."""

import pytest

from showroom.hq.rows import state
from tests.sync.world import Group, Member, content, put, run, unsent, value

CAR, NEW = "苏A6D128", "苏AR0001"
_COPY = "INSERT INTO {table} ({names}) SELECT {values} FROM {table} ORDER BY id LIMIT 1"


def added(member: Member, table: str, **values: str) -> None:
    """A copy of the first row of a table under another key, but for some values."""
    names = [row[1] for row in run(member, f"PRAGMA table_info({table})")]
    told = {**{name: name for name in names}, **values}
    query = _COPY.format(table=table, names=", ".join(names), values=", ".join(told.values()))
    run(member, query, write=True)


def made(member: Member, table: str, **values: str) -> None:
    """A row of a table, what it needs and is not told empty or nought."""
    told = {}
    for _, name, kind, required, *_ in run(member, f"PRAGMA table_info({table})"):
        empty = {"BLOB": "zeroblob(16)", "BIGINT": "0", "BOOLEAN": "0", "DATE": "'2026-11-22'"}
        if required or name in values:
            told[name] = values.get(name) or empty.get(kind, "'[]'" if kind == "JSON" else "'x'")
    names, cells = ", ".join(told), ", ".join(told.values())
    run(member, f"INSERT INTO {table} ({names}) VALUES ({cells})", write=True)  # noqa: S608


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_record_made_on_one_desk_and_changed_on_the_other(
    group: Group, first: Member, second: Member, order: tuple[int, int]
):
    backup = group.copy_hq()
    added(first, "vehicle", id="x'11111111111111111111111111111111'", plate=f"'{NEW}'")
    for member in (first, second):
        member.sync()
    put(second, NEW, colour="红")
    for member in (second, first):
        member.sync()
    group.restore_hq(backup)
    desks = (first, second)
    refused = sum(desks[at].sync().refused for at in (*order, *order))
    assert refused == 0
    for member in desks:
        member.sync(check=True)
    assert value(first, NEW, "colour") == value(second, NEW, "colour") == "红"
    assert content(first) == content(second)
    assert not unsent(first) + unsent(second)


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_draft_made_on_one_desk_and_changed_on_the_other(
    group: Group, first: Member, second: Member, order: tuple[int, int], kept: bool
):
    key = "x'22222222222222222222222222222222'"
    backup = None if kept else group.copy_hq()
    made(first, "quote", id=key, doc_no="'NJHX-A-QT-20261122-9001'", status="'DRAFT'")
    for member in (first, second):
        member.sync()
    backup = backup or group.copy_hq()
    run(first, f"UPDATE quote SET colour = '白' WHERE id = {key}", write=True)  # noqa: S608
    for member in (first, second):
        member.sync()
    run(second, f"UPDATE quote SET colour = '红' WHERE id = {key}", write=True)  # noqa: S608
    for member in (second, first):
        member.sync()
    group.restore_hq(backup)
    desks = (first, second)
    before = run(first, "SELECT count(*) FROM quote")[0][0]
    refused = sum(desks[at].sync().refused for at in (*order, *order))
    assert refused == 0
    for member in desks:
        member.sync(check=True)
    said = [run(m, f"SELECT colour FROM quote WHERE id = {key}")[0][0] for m in desks]  # noqa: S608
    assert said == ["红", "红"]
    assert run(first, "SELECT count(*) FROM quote")[0][0] == before
    assert content(first) == content(second)


def test_more_than_a_message_holds_is_handed_back_whole(
    group: Group, first: Member, second: Member, monkeypatch: pytest.MonkeyPatch
):
    backup = group.copy_hq()
    for _ in range(3):
        run(first, "UPDATE vehicle SET odometer_km = odometer_km + 1", write=True)
        first.sync()
        run(first, "UPDATE customer SET name = name || '一'", write=True)
        first.sync()
    second.sync()
    group.restore_hq(backup)
    monkeypatch.setattr("showroom.sync.settling._HAND_BACK", 2)
    assert second.sync().trips < 200
    newcomer = group.another(second, "C")
    newcomer.sync()
    assert content(newcomer) == content(second)


def test_what_is_handed_back_twice_changes_nothing_the_second_time(
    group: Group, first: Member, second: Member
):
    backup = group.copy_hq()
    put(first, CAR, colour="红")
    first.sync()
    second.sync()
    group.restore_hq(backup)
    put(first, CAR, odometer_km=77)
    first.sync()
    second.wire.sent.clear()
    second.sync()
    with group.hq.store.read() as connection:
        head = state(connection).head
    for message in list(second.wire.sent):
        second.wire.post("/v1/sync", message)
    with group.hq.store.read() as connection:
        assert state(connection).head == head
