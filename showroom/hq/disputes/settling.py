"""An operator settles a dispute: the verdict goes to both outlets."""

from dataclasses import dataclass, replace
from typing import Final

from showroom.errors import Refusal
from showroom.hq.disputes.pairs import Pair, pair_of, write
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.hq.shelf import Shelf

MOST_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class Settle:
    """An operator's word: the outlet the lead goes to, why, and who says so."""

    pair: str
    verdict: str
    reason: str
    by: str


def settle(hq: Headquarters, command: Settle) -> Pair:
    """Write an operator's verdict into both outlets' rows; the pair as it then stands.

    Raises:
        Refusal: `hqpage.dispute_unknown`, `hqpage.dispute_settled`, `hqpage.dispute_outlet`,
            `hqpage.dispute_reason`, `hqpage.dispute_reason_long`.
    """
    reason = command.reason.strip()
    with hq.store.write() as connection:
        pair = pair_of(connection, command.pair)
        _check(pair, command.verdict, reason)
        settled = replace(
            pair, verdict=command.verdict, verdict_reason=reason, settled_by=command.by,
            settled_at=hq.micros(),
        )  # fmt: skip
        shelf = Shelf(connection, state(connection).head)
        write(hq, shelf, [settled])
        shelf.store()
    return settled


def _check(pair: Pair, verdict: str, reason: str) -> None:
    if not pair.is_open:
        raise Refusal("hqpage.dispute_settled")
    if verdict not in {pair.left.outlet, pair.right.outlet}:
        raise Refusal("hqpage.dispute_outlet", field="verdict")
    if not reason:
        raise Refusal("hqpage.dispute_reason", field="reason")
    if len(reason) > MOST_REASON:
        raise Refusal("hqpage.dispute_reason_long", field="reason", most=MOST_REASON)
