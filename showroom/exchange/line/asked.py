"""What the two commands share: the folder, secrets typed and never arguments, answers."""

import argparse
import getpass
import json
import sys
from pathlib import Path

from platformdirs import user_data_path

from showroom.desk import Desk, Ports, needs_passphrase, open_desk
from showroom.errors import Failure, Trouble
from showroom.texts import Catalogue

_REFUSED = 1
_FAILED = 3


def parser_of(name: str, words: Catalogue) -> argparse.ArgumentParser:
    """A parser with what both commands take."""
    made = argparse.ArgumentParser(
        prog=f"showroom {name}", description=words(f"exchange.about_{name}")
    )
    folder = user_data_path("Showroom", appauthor=False)
    made.add_argument("--data", type=Path, default=folder, help=words("exchange.about_data"))
    made.add_argument("--json", action="store_true", help=words("exchange.about_json"))
    return made


def opened(folder: Path, words: Catalogue) -> Desk:
    """The store of the folder; its passphrase is asked for where it has one. Raises Trouble."""
    passphrase = secret(words("exchange.ask_passphrase")) if needs_passphrase(folder) else None
    return open_desk(folder, Ports.system(), passphrase)


def secret(prompt: str) -> str:
    """What a person types unseen, or the next line where there is no terminal."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{prompt} ")
    return sys.stdin.readline().rstrip("\r\n")


def say(told: str) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(told + "\n")
    sys.stdout.flush()


def refused(failure: Failure, words: Catalogue) -> int:
    """The failure as JSON; the exit code."""
    message = words(failure.code, **failure.facts)
    told = {"refused": {"code": failure.code, "message": message}}
    say(json.dumps(told, ensure_ascii=False))
    return _FAILED if isinstance(failure, Trouble) else _REFUSED
