"""Messages made wrong: real ones with any of their parts replaced, and bytes that are none."""

import json
import math
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import msgspec

from showroom.sync import wire

_FEW = 12
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 63, 1 << 31, 1 << 53, (1 << 63) - 1, 1 << 63, (1 << 64) - 1,
    -(1 << 63), 0.5, math.nan, math.inf, -math.inf, "", "\0", "a\0b", "x" * 300, "x" * 70_000,
    "\U0010ffff", "'; DROP TABLE held_row; --", b"", b"\0", b"\xff" * 13, b"\xff" * 14,
    b"\xff" * 16, b"\0" * 16, b"\xff" * 32, b"x" * 5_000, [], [[]], {}, {"a": 1}, [1, 2, 3],
    {"": None}, {"x" * 300: 1}, {"a\0": "b"},
)  # fmt: skip
"""Values no writer of messages thinks of; some are right in some places."""

ODD_CELLS: tuple[str, ...] = (
    "null", "true", "false", "0", "-1", "9223372036854775807", "9223372036854775808",
    "18446744073709551615", "18446744073709551616", "-9223372036854775809", "1" + "0" * 400,
    "1e999", "NaN", "Infinity", "0.5", "1e3", '""', '"\\u0000"', '"a\\u0000b"', '"\\ud800"',
    '"zz"', '"0"', '"FF"', '"' + "F" * 31 + '"', '"2026-02-30"', '"' + "x" * 70_000 + '"', "[]",
    "[1]", "{}", '{"a":1}', "[" * 5_000 + "]" * 5_000,
)  # fmt: skip
"""JSON no capture trigger writes."""

ODD_BODIES: tuple[str, ...] = (
    "", "{", "null", "[]", "1", '"x"', "{}", '{"":1}', '{"a":1,"a":2}', '{"a\\u0000b":1}',
    '{"' + "c" * 300 + '":1}', '{"a":' * 3_000 + "1" + "}" * 3_000, '{"id":"00"}', "\0", "﻿{}",
)  # fmt: skip


def mangled(rng: Random, raw: bytes) -> bytes:
    """A packed message with one to three of its parts made wrong, in its bytes or its structure."""
    try:
        plain = wire.inflated(raw)
    except Exception:  # noqa: BLE001 - already no message
        return _bitten(rng, raw)
    if rng.random() < 0.15:
        return _bitten(rng, raw)
    if rng.random() < 0.25:
        return wire.squeezed(_bitten(rng, plain))
    tree = msgspec.msgpack.decode(plain)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        tree = _replaced(rng, tree)
    return wire.squeezed(msgspec.msgpack.encode(tree))


def retold(rng: Random, body: str) -> str:
    """A captured change with one of its cells, or all of it, made wrong."""
    if rng.random() < 0.2:
        return rng.choice(ODD_BODIES)
    try:
        cells = json.loads(body)
    except (ValueError, RecursionError):
        return body
    if not isinstance(cells, dict) or not cells:
        return rng.choice(ODD_BODIES)
    name = rng.choice(sorted(cells))
    mark = "\x01here\x01"
    text = json.dumps(cells | {name: mark}, ensure_ascii=False)
    return text.replace(json.dumps(mark), rng.choice(ODD_CELLS))


def _replaced(rng: Random, tree: Any) -> Any:
    """The tree with a part somewhere in it, any alike, replaced, left out, doubled or moved."""
    *way, at = rng.choice(list(_places(tree)))
    holder = tree
    for step in way:
        holder = holder[step]
    what = rng.random()
    if what < 0.85 or not isinstance(holder, list):
        holder[at] = _other(rng, holder[at])
    elif what < 0.9:
        del holder[at]
    elif what < 0.95:
        holder.insert(at, holder[at])
    else:
        rng.shuffle(holder)
    return tree


def _places(tree: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every part of a message; of lists that are long, to a few of their parts."""
    inside = tree.keys() if isinstance(tree, dict) else range(len(tree))
    for step in list(inside)[:_FEW]:
        yield (*way, step)
        if isinstance(tree[step], list | dict):
            yield from _places(tree[step], (*way, step))


def _other(rng: Random, part: Any) -> Any:
    """Something else in the place of a part, near to it or not."""
    if isinstance(part, str) and part.startswith("{") and rng.random() < 0.9:
        return retold(rng, part)
    if isinstance(part, bytes) and rng.random() < 0.3:
        return _bitten(rng, part)
    if isinstance(part, int) and rng.random() < 0.4:
        return max(-(1 << 63), min(part + rng.choice((-1, 1, 1_000)), (1 << 64) - 1))
    alike = [odd for odd in ODD if type(odd) is type(part)]
    return deepcopy(rng.choice(alike if alike and rng.random() < 0.6 else ODD))


def _bitten(rng: Random, raw: bytes) -> bytes:
    """Bytes with some flipped, cut off or put in."""
    if not raw:
        return rng.randbytes(9)
    at = rng.randrange(len(raw))
    return rng.choice((raw[:at], raw[:at] + rng.randbytes(3) + raw[at + 1 :], raw + raw[at:]))
