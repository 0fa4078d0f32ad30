"""What HQ asks of a message before it believes any of it: lengths, ranges, cells of their kind.

Both stores take whatever passes: no number beyond 64 bits, no zero byte in a text.
"""

import math
import re
from collections.abc import Callable, Collection
from datetime import date
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary
from sqlalchemy.types import TypeEngine

from db.base import Base, Kind, policies
from db.types import Instant, Key
from showroom.errors import Refusal
from showroom.sync.cells import Cell, Cells
from showroom.sync.wire import Op, Request, Tx

_KEY, _LINK = 16, 32
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
_MOST = (1 << 63) - 1
_MOST_WANTED = 50_000
_MOST_BACK = 200_000


def check(request: Request) -> None:
    """Pass a request every part of which is of the right size; raises Refusal `sync.malformed`."""
    numbers = (request.prev_n, request.left, request.durable, request.now, request.limit)
    _pass(all(0 <= number <= _MOST for number in numbers), "numbers")
    _pass(all(0 <= seq <= _MOST for seq in request.cursors.values()), "cursors")
    _pass(len(request.device) == len(request.life) == _KEY, "life")
    _pass(len(request.epoch) in {0, _KEY} and len(request.prev_h) <= _LINK, "chain")
    _pass("\0" not in request.app + request.schema, "app")
    _pass(len(request.want) <= _MOST_WANTED and len(request.back) <= _MOST_BACK, "want")
    _pass(all(is_address(*address) for address in request.want), "want")
    _pass(all(is_address(row.table, row.id) for row in request.back), "back")
    _check_txs(request.txs)


def is_address(table: str, key: bytes) -> bool:
    """Whether these can be a table and the key of a row of it."""
    return len(key) == _KEY and is_name(table)


def is_name(name: str) -> bool:
    """Whether it can name a table or a column."""
    return _NAME.fullmatch(name) is not None


def check_op(op: Op) -> None:
    """Pass an operation on something that can be a row; raises Refusal `sync.malformed`."""
    _pass(is_address(op.table, op.id) and op.kind in {"I", "U", "D"}, "op")


def check_cells(table: str, cells: Cells) -> None:
    """Pass cells of the kind their columns hold, those of unknown columns if they can be stored.

    Raises:
        Refusal: `sync.cell` naming table and column.
    """
    known = _checks(table)
    for name, cell in cells.items():
        fits = known.get(name, _storable)
        if cell is not None and not (_storable(cell) and fits(cell) and is_name(name)):
            raise Refusal("sync.cell", table=table, column=name[:63])


def _check_txs(txs: Collection[Tx]) -> None:
    for tx in txs:
        _pass(len(tx.id) == _KEY and len(tx.actor) <= _KEY and len(tx.h) <= _LINK, "tx")
        _pass(0 <= tx.hlc <= _MOST and 0 < tx.first <= _MOST and 0 <= tx.last <= _MOST, "tx")
    _pass(len({tx.id for tx in txs}) == len(txs), "tx")


def _pass(fine: bool, part: str) -> None:  # noqa: FBT001 - reads as a sentence where it is called
    if not fine:
        raise Refusal("sync.malformed", part=part)


def _storable(cell: Cell) -> bool:
    if isinstance(cell, str):
        return "\0" not in cell
    if isinstance(cell, float):
        return math.isfinite(cell)
    return not isinstance(cell, int) or -_MOST <= cell <= _MOST


_Check = Callable[[Cell], bool]


@cache
def _checks(table: str) -> dict[str, _Check]:
    """What each column of a table asks of its cells."""
    policy = policies().get(table)
    if policy is None or policy.kind is Kind.LOCAL:
        return {}
    return {str(c.name): _check_of(c.type) for c in Base.metadata.tables[table].columns}


def _check_of(kind: TypeEngine[Any]) -> _Check:
    return next((fits for wanted, fits in _KINDS if isinstance(kind, wanted)), _is_text)


def _is_whole(cell: Cell) -> bool:
    return isinstance(cell, int)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float)


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str)


def _is_key(cell: Cell) -> bool:
    return _is_hex(cell) and len(str(cell)) == 2 * _KEY


def _is_hex(cell: Cell) -> bool:
    try:
        return isinstance(cell, str) and bytes.fromhex(cell).hex().upper() == cell
    except ValueError:
        return False


def _is_day(cell: Cell) -> bool:
    try:
        return isinstance(cell, str) and date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _is_json(cell: Cell) -> bool:
    """SQLite keeps a JSON number as the number, and a whole one as a whole one."""
    if not isinstance(cell, str):
        return not (isinstance(cell, float) and cell.is_integer())
    try:
        told = msgspec.json.decode(cell)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return isinstance(told, bool) or not isinstance(told, int | float)


_KINDS: tuple[tuple[type[TypeEngine[Any]], _Check], ...] = (
    (Instant, _is_whole),
    (Key, _is_key),
    (LargeBinary, _is_hex),
    (Boolean, _is_whole),
    (Integer, _is_whole),
    (Float, _is_number),
    (Date, _is_day),
    (JSON, _is_json),
)
