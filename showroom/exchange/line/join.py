"""`showroom join`: an outlet's desk, or a new one in an empty folder, joins a headquarters."""

import argparse
import json
from pathlib import Path

from db.encryption import Keeper, os_key_store
from showroom.desk import Desk, Ports, exists
from showroom.errors import Failure, Refusal
from showroom.exchange import joining
from showroom.exchange.exchanging import sync_now
from showroom.exchange.joining import Joined
from showroom.exchange.line.asked import opened, parser_of, refused, say, secret
from showroom.staff.commands import SignIn, sign_in
from showroom.texts import Catalogue

_LONGEST = 20_000


def run(arguments: list[str], words: Catalogue) -> int:
    """Join, exchange once, and say what the desk is now; the exit code.

    Raises Refusal and Trouble.
    """
    parser = parser_of("join", words)
    parser.add_argument("invitation", help=words("exchange.about_invitation"))
    parser.add_argument("--login", help=words("exchange.about_login"))
    asked = parser.parse_args(arguments)
    try:
        told = _join(asked, words)
    except Failure as failure:
        if not asked.json:
            raise
        return refused(failure, words)
    say(json.dumps(told, ensure_ascii=False, indent=1) if asked.json else _worded(told, words))
    return 0


def _join(asked: argparse.Namespace, words: Catalogue) -> dict[str, str]:
    invitation, recovery = _invitation(asked.invitation), ""
    if exists(asked.data):
        joined = joining.join(_signed_in(asked, words), invitation)
    else:
        begun = joining.begin(asked.data, invitation, _keeper(words), Ports.system())
        joined, recovery = joining.join_new(begun, invitation), begun.recovery_key
    try:
        sync_now(joined.desk)
    finally:
        joined.desk.close()
    return _told(joined, recovery)


def _signed_in(asked: argparse.Namespace, words: Catalogue) -> Desk:
    """The desk with the person who ties the outlet to a headquarters."""
    if not asked.login:
        raise Refusal("exchange.who")
    desk = opened(asked.data, words)
    return sign_in(desk, SignIn(asked.login, secret(words("exchange.ask_password"))))


def _keeper(words: Catalogue) -> Keeper:
    if os_key_store():
        return Keeper("os")
    return Keeper("passphrase", passphrase=secret(words("exchange.ask_passphrase")))


def _invitation(told: str) -> str:
    """The invitation itself, or what is in the file of that name."""
    file = Path(told)
    try:
        if file.is_file() and file.stat().st_size <= _LONGEST:
            return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return told  # too long for a name: it is the invitation
    return told


def _told(joined: Joined, recovery: str) -> dict[str, str]:
    told = {
        "outlet": joined.outlet, "outlet_name": joined.outlet_name, "desk": joined.desk_code,
    }  # fmt: skip
    return told | ({"recovery": recovery} if recovery else {})


def _worded(told: dict[str, str], words: Catalogue) -> str:
    lines = [words("exchange.told_join", **told)]
    if "recovery" in told:
        lines.append(words("exchange.told_recovery", key=told["recovery"]))
    return "\n".join(lines)
