"""An HQ with a few days behind it: outlets, desks, a closed day, a dispute, claims, a lease."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from db.headquarters import device, publication
from showroom.claim.rules import Span
from showroom.hq.arbiter import HOUR, ClaimAsk, Context, LeaseAsk
from showroom.hq.claims import decide
from showroom.hq.disputes import following
from showroom.hq.enrol.outlets import AddOutlet, add_outlet
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.hq.shelf import Held, Shelf
from showroom.sync import clocks
from showroom.sync.clocks import Clocks
from showroom.sync.merge import Row
from showroom.terms import OutletKind
from tests.hq.desks import enrol
from tests.hq.pages.visiting import add_person

_ZONE = ZoneInfo("Asia/Shanghai")
_VIN = "LYVUZ10A7TB000123"
NAMES = {
    "NJHX": ("南京河西店", OutletKind.S4),
    "SZYQ": ("苏州园区店", OutletKind.S4),
    "WXBH": ("无锡滨湖展厅", OutletKind.CITY),
    "YZJD": ("扬州江都二网", OutletKind.TIER2),
}


def fill(hq: Headquarters) -> None:
    """Everything a page has something to show of."""
    for number, (code, (name, kind)) in enumerate(NAMES.items(), 1):
        add_outlet(hq, AddOutlet(code, name, kind, "east"))
        enrol(hq, number, outlet=code, outlet_id=number.to_bytes(16))
    enrol(hq, 11, outlet="NJHX", outlet_id=(1).to_bytes(16))
    add_person(hq, "boss", name="郑 洁")
    add_person(hq, "auditor", "AUDITOR", "审计 王敏")
    today = hq.clock.now().astimezone(_ZONE).date()
    rows = _Rows(hq, today)
    for place, code in enumerate(list(NAMES)[:3]):
        rows.visits(code, 6 + 3 * place)
    rows.close("NJHX")
    rows.customer("NJHX", 1, "王小芳", today - timedelta(days=6))
    rows.customer("SZYQ", 2, "王芳", today - timedelta(days=9))
    rows.customer("WXBH", 3, "李雷", today, phone="13911112222")
    rows.customer("YZJD", 4, "李雷", today, phone="13911112222")
    for key, plate in ((b"\xab" * 16, "苏E8F066"), (b"\xcd" * 16, "苏A6D128")):
        rows.made.append(("NJHX", ("vehicle", key), {"plate": plate}))
    rows.store()
    _standing(hq)


class _Rows:
    """Rows of some outlets, stored together."""

    def __init__(self, hq: Headquarters, today: date) -> None:
        self.hq, self.today = hq, today
        self.made: list[tuple[str, tuple[str, bytes], dict[str, Any]]] = []

    def put(self, code: str, table: str, **cells: object) -> bytes:
        key = self.hq.ids.new().bytes
        self.made.append((code, (table, key), cells))
        return key

    def customer(self, code, number, name, first_on, phone="13900000000"):
        cells = {"name": name, "phone": phone, "first_contact_on": first_on.isoformat()}
        self.made.append((code, ("customer", number.to_bytes(16)), {**cells, "level": "H"}))
        if number < 3:
            whose = {"customer_id": number.to_bytes(16).hex().upper()}
            self.put(code, "follow_up", **whose, business_date=first_on.isoformat())

    def visits(self, code: str, count: int) -> None:
        day, noon = self.today.isoformat(), datetime.now(UTC).timestamp() * 1_000_000
        for number in range(count):
            kind = "NON_INTENT" if number % 5 == 4 else "FIRST"
            phone = "13912345678" if number % 3 else None
            self.put(code, "visit", business_date=day, arrived_at=int(noon) + number * 10**9,
                     kind=kind, channel="WALK_IN", phone=phone)  # fmt: skip
        self.put(code, "receipt", business_date=day, amount_fen=2_000_000 + count, method="CARD")

    def close(self, code: str) -> None:
        counts = {"traffic": 18, "first": 12, "recorded": 9, "drivers": 5, "buyers": 15,
                  "quotes": 7, "orders": 3, "deliveries": 2}  # fmt: skip
        store: dict[str, Any] = {c: ["COUNT", str(n), None, str(n)] for c, n in counts.items()}
        for name, top, bottom, value in (
            ("record_rate", 9, 12, "75.0"), ("drive_rate", 5, 15, "33.3"),
            ("deal_rate", 3, 9, "33.3"),
        ):  # fmt: skip
            store[name] = ["PERCENT", str(top), bottom, value]
        key = self.put(
            code, "day_close", business_date=self.today.isoformat(), status="CLOSED", version=1,
            figures=json.dumps({"store": store}), booked_by_method='{"CARD": 25880000}',
        )  # fmt: skip
        self.made.append((code, ("countersign", key), {"seal": "x", "day_close_id": key.hex()}))

    def store(self) -> None:
        with self.hq.store.write() as connection:
            shelf = Shelf(connection, state(connection).head)
            mark = clocks.stamp(clocks.first_hlc(self.hq.millis()), b"L" * 16)
            for code, address, cells in self.made:
                held = Held(f"outlet:{code}", code, row=Row(dict(cells), Clocks(mark)))
                shelf.put(address, held)
            following.follow(self.hq, shelf)
            shelf.store()


def _standing(hq: Headquarters) -> None:
    now = hq.micros()
    slot = Span(now + HOUR, now + 2 * HOUR)
    asks = [
        ClaimAsk(b"1" * 16, "VIN", _VIN, "NJHX", "A", paper="NJHX-A-HT-20261122-003"),
        ClaimAsk(b"2" * 16, "VIN", _VIN, "SZYQ", "A", paper="SZYQ-A-HT-20261122-001"),
        ClaimAsk(b"3" * 16, "SLOT", "ab" * 16, "SZYQ", "A", slot),
    ]  # fmt: skip
    with hq.store.write() as connection:
        decide(connection, Context(now), asks)
        old = Context(now - 30 * HOUR)
        decide(connection, old, [], [LeaseAsk(b"l" * 16, "SLOT", "cd" * 16, "NJHX", "A")])
        told = device.c
        connection.execute(update(device).values(seen_at=now - HOUR // 2, app="0.1.0", behind=0))
        late = {"seen_at": now - 50 * HOUR, "behind": 34, "cloned": 1}
        connection.execute(update(device).where(told.outlet == "SZYQ").values(**late))
        connection.execute(
            insert(publication).values(
                id=b"p" * 16, kind="price", file_name="价格本-2026-12.xlsx", file_hash=b"",
                bucket="group:east", rows=128, published_by="boss", published_at=now, seq=1,
            )
        )  # fmt: skip
