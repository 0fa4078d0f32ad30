"""What HQ says when it cannot do what was asked: a code of the word catalogue, as JSON."""

import re
from collections.abc import Mapping

import msgspec

from showroom.errors import Failure, Refusal, Trouble

_KNOWN = re.compile(r"(sync|claim|parcel|blob)\.[a-z_]{1,40}")


class Problem(msgspec.Struct, frozen=True):
    """A failure as it travels: `rule` when asking again is no use until somebody acts.

    `now` is HQ's time in ms since 1970 UTC.
    """

    code: str
    facts: dict[str, str | int] = {}
    rule: bool = False
    now: int = 0


def problem(failed: Failure, now: int) -> Problem:
    """What to tell of a failure: plain facts only."""
    facts = {name: value for name, value in failed.facts.items() if isinstance(value, str | int)}
    return Problem(failed.code, facts, isinstance(failed, Refusal), now)


def read_problem(body: bytes) -> Problem:
    """The problem in an answer; one that cannot be read is `sync.refused`."""
    try:
        told = msgspec.json.decode(body, type=Problem)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Problem("sync.refused")
    return told if _KNOWN.fullmatch(told.code) else Problem("sync.refused", rule=told.rule)


def failure(told: Problem) -> Failure:
    """The failure a problem stands for."""
    kind = Refusal if told.rule and told.code not in TROUBLES else Trouble
    return kind(told.code, **_plain(told.facts))


TROUBLES = frozenset({
    "sync.clock", "sync.revoked", "sync.unknown_device", "sync.too_large", "sync.too_often",
    "sync.replayed", "sync.unsigned", "sync.bad_signature", "sync.hq_failed", "sync.hq_busy",
    "sync.refused",
})  # fmt: skip
"""What no form field can mend, whichever rule it comes from."""


def _plain(facts: Mapping[str, str | int]) -> dict[str, str | int]:
    """Facts under names that words may carry."""
    return {name: value for name, value in facts.items() if name not in {"self", "code"}}
