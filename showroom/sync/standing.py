"""Where a desk stands with HQ: its link, its life and its cursors, as the file has them."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

_LINK = (
    "SELECT l.enrolled, l.revoked, l.epoch, l.acked_n, l.acked_h, l.durable_n, l.durable, "
    "l.offset_ms, l.seen_hlc, l.back_from, l.skipped, r.device_id, r.life_id, r.outlet_code, r.hlc "
    "FROM replica r LEFT JOIN link l"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The desk's side of an exchange as it begins. Changes up to `acked_n` have HQ's verdict."""

    enrolled: bool
    revoked: bool
    epoch: bytes
    acked_n: int
    acked_h: bytes
    durable_n: int
    durable: int
    offset_ms: int
    seen: int
    back_from: int | None
    skipped: bool
    device: bytes
    life: bytes
    outlet_code: str
    hlc: int


def standing(connection: Connection) -> Standing:
    """The desk's link and life; not enrolled where it works alone."""
    row = connection.exec_driver_sql(_LINK).one()
    enrolled, revoked, epoch, n, h, durable_n, durable, offset, seen, *rest = row
    back_from, skipped, *desk = rest
    return Standing(
        bool(enrolled), bool(revoked), epoch or b"", n or 0, h or b"", durable_n or 0,
        durable or 0, offset or 0, seen or 0, back_from, bool(skipped), *desk,
    )  # fmt: skip


def cursors(connection: Connection) -> dict[str, int]:
    """How far each bucket has been read."""
    return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT bucket, seq FROM cursor")}


def put_cursors(connection: Connection, found: dict[str, int]) -> None:
    """Note how far each granted bucket has been read; forget those no longer granted."""
    query = "UPDATE cursor SET seq = ? WHERE bucket = ?"
    if found.keys() != cursors(connection).keys():
        connection.exec_driver_sql("DELETE FROM cursor")
        query = "INSERT INTO cursor (seq, bucket) VALUES (?, ?)"
    if found:
        connection.exec_driver_sql(query, [(seq, bucket) for bucket, seq in found.items()])


def put(connection: Connection, **values: object) -> None:
    """Set columns of the link."""
    names = ", ".join(f"{name} = ?" for name in values)
    connection.exec_driver_sql(f"UPDATE link SET {names}", tuple(values.values()))  # noqa: S608


def saw(connection: Connection, hlc: int) -> None:
    """Note the latest clock of rows that came from HQ: whatever is written here is later."""
    connection.execute(text("UPDATE replica SET hlc = max(hlc, :hlc)"), {"hlc": hlc})
    connection.execute(text("UPDATE link SET seen_hlc = max(seen_hlc, :hlc)"), {"hlc": hlc})


def chain_at(connection: Connection, n: int) -> bytes | None:
    """The chain hash of outbox number `n`, None when it is no longer (or not yet) there."""
    row = connection.execute(text("SELECT h FROM outbox WHERE n = :n"), {"n": n}).scalar()
    return bytes(row) if row else None
