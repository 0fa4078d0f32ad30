"""The command line: one sub-command a line, each worded and run by its own room.

Exit codes: 0 done; 1 the rules say no; 2 the words on the line make no sense; 3 the world failed.
"""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module

from showroom import texts
from showroom.errors import Failure, Trouble
from showroom.texts import Catalogue

Run = Callable[[list[str], Catalogue], int]

COMMANDS = {
    "import": "showroom.ledger.cli",
    "hq": "showroom.hq.cli",
    "simulate": "showroom.simulate.cli",
    "bench": "showroom.simulate.bench.cli",
    "join": "showroom.exchange.line.join",
    "sync": "showroom.exchange.line.sync",
    "parcel": "showroom.exchange.line.parcel",
}
"""Sub-command to the module whose `run(words, catalogue)` does it; imported when asked for."""

CHILDREN = {
    "read-sheet": "showroom.ledger.intake.child",
}
"""Processes the packaged program starts of itself, by a word nobody types."""

_REFUSED = 1
_FAILED = 3


def main(words: list[str] | None = None) -> int:
    """Run one sub-command; the exit code."""
    given = sys.argv[1:] if words is None else words
    if given and given[0] in CHILDREN:
        child: Callable[[], int] = import_module(CHILDREN[given[0]]).main
        return child()
    catalogue = texts.load(os.environ.get("SHOWROOM_LANGUAGE", "zh_CN"))
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    name, rest = _chosen(given, catalogue)
    run: Run = import_module(COMMANDS[name]).run
    try:
        return run(rest, catalogue)
    except Failure as failure:
        sys.stderr.write(catalogue(failure.code, **failure.facts) + "\n")
        return _FAILED if isinstance(failure, Trouble) else _REFUSED


def _chosen(words: list[str], catalogue: Catalogue) -> tuple[str, list[str]]:
    """The sub-command and the words left for it; argparse words mistakes and ends the program."""
    parser = argparse.ArgumentParser(prog="showroom")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, module in COMMANDS.items():
        room = module.split(".")[1]
        about = catalogue(f"{room}.about_{name}")
        commands.add_parser(name, help=about, add_help=False)
    return parser.parse_args(words[:1]).command, words[1:]


def _speak_utf8(stream: object) -> None:
    """Chinese comes out whole, also on consoles of another code page and into pipes."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="replace")
