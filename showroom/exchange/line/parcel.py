"""`showroom parcel make|apply|join`: exchange with headquarters by files."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from showroom.desk import Desk
from showroom.errors import Failure, Refusal
from showroom.exchange import parcels
from showroom.exchange.line.asked import opened, parser_of, refused, say, secret
from showroom.exchange.parcels import MOST_MB, Applied, Into, Made
from showroom.staff.commands import SignIn, sign_in
from showroom.texts import Catalogue

_LONGEST = 20_000
Told = tuple[dict[str, Any], list[str]]
"""The answer as JSON, and in lines."""

_Does = Callable[[Desk, argparse.Namespace, Catalogue], Told]


def run(arguments: list[str], words: Catalogue) -> int:
    """Make, take in or ask by a parcel; the exit code. Raises Refusal and Trouble."""
    asked = _parser(words).parse_args(arguments)
    try:
        told, lines = _done(asked, words)
    except Failure as failure:
        if not asked.json:
            raise
        return refused(failure, words)
    say(json.dumps(told, ensure_ascii=False, indent=1) if asked.json else "\n".join(lines))
    return 0


def _parser(words: Catalogue) -> argparse.ArgumentParser:
    parser = parser_of("parcel", words)
    commands = parser.add_subparsers(dest="what", required=True)
    made = {name: _command(commands, name, words) for name in ("make", "apply", "join")}
    made["apply"].add_argument("files", type=Path, nargs="+", help=words("parcel.about_files"))
    made["join"].add_argument("invitation", type=Path, help=words("parcel.about_invitation"))
    made["join"].add_argument("--login", help=words("parcel.about_login"))
    for name in ("make", "join"):
        made[name].add_argument(
            "--into", type=Path, default=Path(), help=words("parcel.about_into")
        )
        made[name].add_argument(
            "--most-mb", type=int, default=MOST_MB, help=words("parcel.about_most_mb")
        )
    return parser


def _command(commands: Any, name: str, words: Catalogue) -> argparse.ArgumentParser:  # noqa: ANN401
    """A sub-command; folder and JSON may also be said behind it."""
    about = words(f"parcel.about_{name}")
    made: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
    no = argparse.SUPPRESS
    made.add_argument("--data", type=Path, default=no, help=words("parcel.about_data"))
    made.add_argument("--json", action="store_true", default=no, help=words("parcel.about_json"))
    return made


def _done(asked: argparse.Namespace, words: Catalogue) -> Told:
    commands: dict[str, _Does] = {
        "make": _make, "apply": _apply, "join": _join,
    }  # fmt: skip
    desk = opened(asked.data, words)
    try:
        return commands[asked.what](desk, asked, words)
    finally:
        desk.close()


def _make(desk: Desk, asked: argparse.Namespace, words: Catalogue) -> Told:
    made = parcels.make(desk, Into(asked.into, words, asked.most_mb))
    facts = {"number": f"{made.number:04}", "count": made.changes, "files": _names(made)}
    return _files(made), [words("parcel.made", **facts), words("parcel.send_on")]


def _join(desk: Desk, asked: argparse.Namespace, words: Catalogue) -> Told:
    if not asked.login:
        raise Refusal("exchange.who")
    person = sign_in(desk, SignIn(asked.login, secret(words("exchange.ask_password"))))
    raw = parcels.raw(asked.invitation)[:_LONGEST]
    told = raw.decode("utf-8", "replace")
    made = parcels.join(person, told, Into(asked.into, words, asked.most_mb))
    return _files(made), [words("parcel.made_join", files=_names(made)), words("parcel.send_on")]


def _apply(desk: Desk, asked: argparse.Namespace, words: Catalogue) -> Told:
    done = parcels.apply(desk, asked.files)
    return _facts(done), list(lines(done, words))


def lines(done: Applied, words: Catalogue) -> tuple[str, ...]:
    """What taking a parcel in came to, in words."""
    told = words(done.outcome.word, **_facts(done))
    if done.told and done.told.refused:
        return told, words("parcel.was_taken_refused", refused=done.told.refused)
    return (told,)


def _facts(done: Applied) -> dict[str, Any]:
    facts: dict[str, Any] = {"outcome": done.outcome.value, "number": f"{done.number:04}"}
    if done.told:
        facts |= {"sent": done.told.sent, "refused": done.told.refused, "laid": done.told.laid}
    if done.joined:
        joined = done.joined
        facts |= {"outlet_name": joined.outlet_name, "desk": joined.desk_code}
    return facts


def _files(made: Made) -> dict[str, Any]:
    files = [str(file) for file in made.files]
    return {"files": files, "number": made.number, "changes": made.changes}


def _names(made: Made) -> str:
    return ", ".join(str(file) for file in made.files)
