"""`disputes`, `settle`: one phone in two outlets, and an operator's word on it."""

import argparse

from showroom.hq.commands.asked import Asked, moment
from showroom.hq.disputes.following import rebuild
from showroom.hq.disputes.pairs import Pair, pairs
from showroom.hq.disputes.settling import Settle
from showroom.hq.disputes.settling import settle as put_down
from showroom.hq.pages import people
from showroom.texts import Catalogue

_HERE = "hq settle"


def disputes_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `disputes` takes."""
    parser.add_argument("--settled", action="store_true", help=words("hq.about_settled"))
    parser.add_argument("--rebuild", action="store_true", help=words("hq.about_rebuild"))


def disputes(asked: Asked) -> None:
    """Those that wait, or those settled."""
    with asked.hq() as hq:
        if asked.told.rebuild:
            with hq.store.write() as connection:
                asked.say("rebuilt", cards=rebuild(hq, connection))
        with hq.store.read() as connection:
            found = pairs(connection, settled=asked.told.settled)
    for pair in found:
        asked.say("dispute_line", **_facts(pair) | {"opened": moment(pair.opened_at)})
    asked.answer([_facts(pair) for pair in found])


def settle_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `settle` takes."""
    parser.add_argument("pair", help=words("hq.about_pair"))
    parser.add_argument("outlet", help=words("hq.about_goes_to"))
    parser.add_argument("--reason", required=True, help=words("hq.about_reason"))


def settle(asked: Asked) -> None:
    """Give the lead to one of the two outlets; both hear of it."""
    told = asked.told
    with asked.hq() as hq:
        done = put_down(hq, Settle(told.pair, told.outlet, told.reason, _HERE))
        about = f"{done.left.outlet} / {done.right.outlet}: {done.verdict}"
        with hq.store.aside() as connection:
            people.note(hq, connection, _HERE, "settled", about)
    asked.say("settled", outlet=told.outlet)
    asked.answer(_facts(done))


def _facts(pair: Pair) -> dict[str, object]:
    return {
        "pair": pair.key,
        "left": pair.left.outlet,
        "right": pair.right.outlet,
        "left_on": pair.left.first_on,
        "right_on": pair.right.first_on,
        "proposal": pair.proposal,
        "verdict": pair.verdict,
        "reason": pair.verdict_reason,
    }
