"""What an erasure does to rows (PIPL 47): the same on every desk and at HQ, cell by cell.

Figures stay: a visit is still a visit, of somebody nobody can name. Signed contracts, receipts and
their papers stay whole, since the law wants them kept; papers a claim needs are named in the
erasure. All works on cells, so that a row erased here and at HQ is the same row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, Text, cast, column, delete, func, or_, select, update
from sqlalchemy import table as plain
from sqlalchemy.orm import Session

from db import cells
from db.base import Base
from db.cells import Cell, Cells
from db.models.customer import Customer
from db.models.desk import DoneCommand, Draft
from db.models.exchange import Erasure
from db.models.recall import RecallKey
from db.session import uncaptured

NOBODY: Final = "***"
"""What stands where a name or number was."""
_HIDDEN: Final[dict[str, dict[str, Cell]]] = {
    "customer": {
        "name": NOBODY, "gender": None, "birthday": None, "phone": None, "phone_2": None,
        "model_text": None, "budget_min_fen": None, "budget_max_fen": None, "use": None,
        "pay_mode": None, "purchase_kind": None, "expected_buy_on": None, "current_car": None,
        "current_plate": None, "concerns": "[]", "competitor": None, "note": None,
        "referrer_id": None, "promise": None, "next_follow_up_at": None,
    },
    "visit": {
        "name": None, "gender": None, "phone": NOBODY, "model_text": None, "competitor": None,
        "note": None, "next_visit_at": None,
    },
    "follow_up": {"content": None, "promise": None, "next_at": None},
    "test_drive": {"cancel_reason": None},
    "drive_agreement": {
        "driver_name": NOBODY, "phone": NOBODY, "licence_no": NOBODY, "licence_class": None,
        "first_issue_date": None, "licence_valid_to": None,
    },
    "drive_feedback": {"liked": None, "disliked": None},
    "quote": {"note": None},
    "contract": {
        "buyer": NOBODY, "buyer_idno": NOBODY, "address": NOBODY, "phone": NOBODY,
        "cancel_reason": None,
    },
    "receipt": {},
    "approval": {"reason": None},
    "lost_record": {"reason": None, "rival": None},
    "lead_clash": {"phone": NOBODY},
    "dispute": {"statement": None},
    "paper": {"data": "{}"},
    "attachment": {"hash": "", "size": 0, "name": NOBODY},
    "field_history": {"old": "null", "new": "null"},
    "conflict": {"kept": "{}", "lost": "{}"},
}  # fmt: skip
LINKS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        ("visit", "follow_up", "test_drive", "quote", "contract", "receipt", "lost_record",
         "dispute"),
        ("customer_id",),
    ),
    "lead_clash": ("customer_id", "other_id"),
    "drive_agreement": ("drive_id",),
    "drive_feedback": ("drive_id",),
    "approval": ("subject_id",),
    "paper": ("of_id",),
    "attachment": ("of_id",),
    "field_history": ("of_id",),
    "conflict": ("of_id",),
}  # fmt: skip
"""What ties a row to a person, or to a row of theirs; roots before what hangs on them."""
_KEPT_PAPERS: Final = frozenset({"contract", "receipt", "day_close"})

Reader = Callable[[str, tuple[str, ...], frozenset[str]], Iterable[tuple[bytes, Cells]]]
"""The rows of a table one of whose columns is among those keys (upper-case hex)."""


@dataclass(frozen=True, slots=True)
class Order:
    """One erasure: whose (hex), when asked (µs UTC), the ids (hex) of papers that stay."""

    customer: str
    at: int
    kept: frozenset[str] = frozenset()

    @classmethod
    def of(cls, row: Mapping[str, Any], kept: Iterable[str]) -> "Order":
        """From the cells of an erasure."""
        return cls(row["customer_id"], int(row["asked_at"]), frozenset(k.upper() for k in kept))


def erased_cells(table: str, key: bytes, row: Mapping[str, Cell], order: Order) -> Cells | None:
    """The cells to write into a row of the person; None when nothing of them is in it.

    The caller knows that the row is the person's (`rows_of`, `owner_of`).
    """
    if _stays(table, key, row, order):
        return None
    wanted = _wanted(table, row, order)
    found = {name: cell for name, cell in wanted.items() if row.get(name) != cell}
    return found or None


def rows_of(read: Reader, order: Order) -> Iterator[tuple[str, bytes, Cells]]:
    """Every row of the person but the card: its table, key and cells."""
    ids = frozenset({order.customer})
    for table, columns in LINKS.items():
        for key, row in read(table, columns, ids):
            ids |= {key.hex().upper()}
            yield table, key, row


def owner_of(
    table: str, row: Mapping[str, Cell], get: Callable[[str, bytes], Mapping[str, Cell] | None]
) -> str | None:
    """The card (hex) a row belongs to, climbing from papers and history to what they are of."""
    linked = next((str(row[each]) for each in LINKS.get(table, ()) if row.get(each)), None)
    if linked is None or "customer_id" in LINKS[table]:
        return linked
    above = str(row.get("of_table") or row.get("subject") or "test_drive")
    if above == "customer":
        return linked
    parent = get(above, bytes.fromhex(linked)) if above in LINKS else None
    return owner_of(above, parent, get) if parent else None


def erase_rows(session: Session, customer_id: UUID) -> int:
    """Carry out the erasure asked of a card, uncaptured, facts too; how many rows changed."""
    asked = select(Erasure).where(Erasure.customer_id == customer_id).order_by(Erasure.id)
    orders = [_order(each) for each in session.scalars(asked)]
    with uncaptured(session):
        changed = sum(_carry_out(session, order) for order in orders[-1:])
    session.expire_all()
    return changed


def replay(session: Session) -> int:
    """Carry out every erasure again: after a restore, and when rows came in; how many changed."""
    asked = session.scalars(select(Erasure.customer_id).distinct())
    return sum(erase_rows(session, each) for each in asked.all())


def erased_rows(session: Session) -> set[tuple[str, bytes]]:
    """The table and key of every row that an erasure asked for here reaches."""
    found: set[tuple[str, bytes]] = set()
    for asked in session.scalars(select(Erasure)):
        order = _order(asked)
        found.add(("customer", bytes.fromhex(order.customer)))
        found |= {(table, key) for table, key, _ in rows_of(_reader(session), order)}
    return found


def _stays(table: str, key: bytes, row: Mapping[str, Cell], order: Order) -> bool:
    """Whether the law, or a claim, wants the row as it is."""
    if table == "contract":
        return row.get("signed_on") is not None
    if table in {"paper", "attachment"}:
        named = {str(row.get("of_id")), key.hex().upper()}
        return row.get("of_table") in _KEPT_PAPERS or bool(named & order.kept)
    return key.hex().upper() in order.kept


def _wanted(table: str, row: Mapping[str, Cell], order: Order) -> Cells:
    hidden = dict(_HIDDEN.get(table, {}))
    if table == "customer":
        return hidden | {"anonymised_at": row.get("anonymised_at") or order.at}
    if table == "visit" and row.get("phone") is None:
        hidden["phone"] = None
    if table == "field_history" and row.get("field") not in _HIDDEN.get(str(row["of_table"]), {}):
        return {}
    return hidden


def _order(row: Erasure) -> Order:
    told = {"customer_id": row.customer_id.hex.upper(), "asked_at": _micros(row)}
    return Order.of(told, row.kept)


def _micros(row: Erasure) -> int:
    return int(row.asked_at.timestamp()) * 1_000_000 + row.asked_at.microsecond


def _carry_out(session: Session, order: Order) -> int:
    card = bytes.fromhex(order.customer)
    _forget_traces(session, UUID(bytes=card))
    table = Base.metadata.tables["customer"]
    mine = ((key, row) for key, row in cells.stored(session, table, table.c.id == UUID(bytes=card)))
    rows = [*rows_of(_reader(session), order), *(("customer", key, row) for key, row in mine)]
    changes = [(t, key, erased_cells(t, key, row, order)) for t, key, row in rows]
    for name, key, found in changes:
        if found:
            _write(session, Base.metadata.tables[name], key, found)
    return sum(found is not None for _, _, found in changes)


def _forget_traces(session: Session, card: UUID) -> None:
    """What only this desk keeps: search keys, half-typed forms, answers to repeated commands."""
    session.execute(delete(RecallKey).where(RecallKey.customer_id == card))
    phones = session.execute(select(Customer.phone, Customer.phone_2).where(Customer.id == card))
    told = [card.hex, str(card), *(phone for row in phones for phone in row if phone)]
    for kind, words in ((Draft, Draft.body), (DoneCommand, DoneCommand.result)):
        said = cast(words, Text)
        session.execute(delete(kind).where(or_(*(func.instr(said, each) > 0 for each in told))))


def _reader(session: Session) -> Reader:
    def read(
        name: str, columns: tuple[str, ...], ids: frozenset[str]
    ) -> Iterator[tuple[bytes, Cells]]:
        table = Base.metadata.tables[name]
        wanted = [UUID(each) for each in ids]
        return cells.stored(session, table, or_(*(table.c[each].in_(wanted) for each in columns)))

    return read


def _write(session: Session, table: Table, key: bytes, found: Cells) -> None:
    """Write cells as they are, whatever the type of their columns."""
    untyped = plain(table.name, *(column(name) for name in ("id", *found)))
    session.execute(update(untyped).where(untyped.c.id == key).values(found))
