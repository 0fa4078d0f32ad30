"""Customer cards as HQ takes them in, and the disputes that come of them."""

from typing import Any

from sqlalchemy import insert, select

from db.headquarters import held_row, outlet
from showroom.hq.disputes import following
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.hq.shelf import Held, Shelf
from showroom.sync import clocks
from showroom.sync.clocks import Clocks
from showroom.sync.merge import Row

PHONE = "13900000000"
OUTLETS = {"NJHX": b"\x01" * 16, "SZYQ": b"\x02" * 16, "WXBH": b"\x03" * 16}


def outlets(hq: Headquarters) -> None:
    """Three outlets whose desks have joined."""
    with hq.store.write() as connection:
        for code, key in OUTLETS.items():
            values = {"code": code, "outlet_id": key, "name": f"{code}店", "kind": "S4"}
            more = {"policy_group": "east", "status": "OPEN", "zone": "Asia/Shanghai"}
            connection.execute(insert(outlet).values(values | more))


def key(number: int) -> bytes:
    """The key of card `number`."""
    return number.to_bytes(16)


def bring(hq: Headquarters, code: str, number: int, *, gone: bool = False, **cells: Any) -> None:
    """An outlet's push of one card: new, changed by these cells, or deleted."""
    with hq.store.write() as connection:
        shelf = Shelf(connection, state(connection).head)
        before = shelf.get(("customer", key(number)))
        held = before.copy() if before else Held(f"outlet:{code}", code)
        fresh = {"name": "王芳", "phone": PHONE, "first_contact_on": "2026-11-20"}
        held.row = Row((held.row.cells or fresh) | cells, Clocks(_mark(hq)))
        held.row.gone = _mark(hq) if gone else clocks.NEVER
        shelf.put(("customer", key(number)), held)
        following.follow(hq, shelf)
        shelf.store()


def disputes(hq: Headquarters, code: str) -> list[dict[str, Any]]:
    """The living dispute rows of an outlet."""
    with hq.store.read() as connection:
        told = held_row.c
        query = select(told.row_id).where(told.row_table == "dispute", told.outlet == code)
        keys = [bytes(each) for each in connection.scalars(query.order_by(told.row_id))]
        shelf = Shelf(connection, 0)
        rows = [shelf.get(("dispute", each)) for each in keys]
    return [dict(held.row.cells) for held in rows if held and held.row.alive]


def head(hq: Headquarters) -> int:
    """HQ's head."""
    with hq.store.read() as connection:
        return state(connection).head


def _mark(hq: Headquarters) -> bytes:
    return clocks.stamp(clocks.first_hlc(hq.millis()), b"L" * 16)
