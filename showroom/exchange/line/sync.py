"""`showroom sync`: one exchange with headquarters now."""

import argparse
import json

from showroom.errors import Failure
from showroom.exchange.exchanging import sync_now
from showroom.exchange.line.asked import opened, parser_of, refused, say
from showroom.sync.halves import Exchanged
from showroom.texts import Catalogue


def run(arguments: list[str], words: Catalogue) -> int:
    """Exchange, and say what came of it; the exit code. Raises Refusal and Trouble."""
    parser = parser_of("sync", words)
    parser.add_argument("--check", action="store_true", help=words("exchange.about_check"))
    asked = parser.parse_args(arguments)
    try:
        _exchange(asked, words)
    except Failure as failure:
        if not asked.json:
            raise
        return refused(failure, words)
    return 0


def _exchange(asked: argparse.Namespace, words: Catalogue) -> None:
    desk = opened(asked.data, words)
    try:
        done = sync_now(desk, check=asked.check)
        pending = desk.pending()
    finally:
        desk.close()
    told = _told(done, pending)
    say(json.dumps(told, indent=1) if asked.json else words("exchange.told_sync", **told))
    if done.status == "revoked" and not asked.json:
        say(words("sync.revoked"))


def _told(done: Exchanged, pending: int) -> dict[str, str | int]:
    return {
        "status": done.status, "sent": done.sent, "refused": done.refused, "laid": done.laid,
        "trips": done.trips, "pending": pending,
    }  # fmt: skip
