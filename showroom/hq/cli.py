"""`showroom hq …`: HQ from the command line, each sub-command in a module of `commands`."""

import argparse
import json
import os
import sys
from importlib import import_module
from pathlib import Path

from db.errors import StoreError
from showroom.clock import SystemClock
from showroom.errors import Failure, Trouble
from showroom.hq.commands.asked import Asked
from showroom.hq.keeping.house import Ports
from showroom.ids import TimeOrderedIds
from showroom.texts import Catalogue

COMMANDS = {
    "init": "showroom.hq.commands.starting",
    "serve": "showroom.hq.commands.starting",
    "certify": "showroom.hq.commands.starting",
    "outlet": "showroom.hq.commands.belonging",
    "enrol": "showroom.hq.commands.belonging",
    "devices": "showroom.hq.commands.belonging",
    "revoke": "showroom.hq.commands.belonging",
    "status": "showroom.hq.commands.standing",
    "backup": "showroom.hq.commands.safekeeping",
    "restore": "showroom.hq.commands.safekeeping",
    "resume": "showroom.hq.commands.safekeeping",
    "operator": "showroom.hq.commands.people",
    "disputes": "showroom.hq.commands.clashes",
    "settle": "showroom.hq.commands.clashes",
    "publish": "showroom.hq.publish.cli",
    "parcel": "showroom.hq.commands.parcels",
}
"""Sub-command to its module: `<name>_words(parser, words)` says what it takes, `<name>` does it."""

_REFUSED = 1
_FAILED = 3


def run(arguments: list[str], words: Catalogue) -> int:
    """Do what `showroom hq …` asks for; the exit code. Raises Refusal and Trouble."""
    asked = _parser(words).parse_args(arguments)
    clock = SystemClock()
    job = Asked(asked, Path(asked.folder), words, Ports(clock, TimeOrderedIds(clock)))
    try:
        return int(getattr(import_module(COMMANDS[asked.what]), asked.what)(job) or 0)
    except StoreError as error:
        return _told(Trouble(error.code), job)
    except Failure as failure:
        return _told(failure, job)


def _parser(words: Catalogue) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="showroom hq", description=words("hq.about_hq"))
    commands = parser.add_subparsers(dest="what", required=True)
    for name, module in COMMANDS.items():
        about = words(f"hq.about_{name}")
        one = commands.add_parser(name, help=about, description=about)
        one.add_argument("--folder", default=_folder(), help=words("hq.about_folder"))
        one.add_argument("--json", action="store_true", help=words("hq.about_json"))
        getattr(import_module(module), f"{name}_words")(one, words)
    return parser


def _folder() -> str:
    """Where HQ lives when the line does not say."""
    from platformdirs import user_data_path

    return os.environ.get("SHOWROOM_HQ_FOLDER") or str(user_data_path("showroom-hq"))


def _told(failure: Failure, job: Asked) -> int:
    """The failure in words, or as JSON; the exit code."""
    message = job.words(failure.code, **failure.facts)
    if job.told.json:
        told = {"refused": {"code": failure.code, "message": message}}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(message + "\n")
    return _FAILED if isinstance(failure, Trouble) else _REFUSED
