"""`showroom import customers FILE`: preview or import a ledger from the command line."""

import argparse
import json
import sys
from datetime import date, timedelta, timezone
from pathlib import Path

from showroom.clock import SystemClock
from showroom.errors import Failure, Refusal
from showroom.ledger.intake import reading
from showroom.ledger.layout.choice import Choice, checked, lay_out
from showroom.ledger.report import Report
from showroom.ledger.rules import plan
from showroom.ledger.summary import lines
from showroom.texts import Catalogue

_OUTLET_ZONE = timezone(timedelta(hours=8))
_REFUSED = 1


def run(arguments: list[str], words: Catalogue) -> int:
    """Do what `showroom import …` asks for; the exit code. Raises Refusal and Trouble."""
    asked = _parser(words).parse_args(arguments)
    try:
        report = _report(asked, words)
    except Failure as failure:
        if not asked.json:
            raise
        _write(json.dumps(_refused(failure, words), ensure_ascii=False))
        return _REFUSED
    if asked.json:
        _write(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        _write("\n".join(lines(report)))
    return 0


def _parser(words: Catalogue) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="showroom import", description=words("ledger.about_import")
    )
    what = parser.add_subparsers(dest="what", required=True)
    about = words("ledger.about_customers")
    customers = what.add_parser("customers", help=about, description=about)
    customers.add_argument("file", type=Path, help=words("ledger.about_file"))
    for flag in ("--dry-run", "--json"):
        help_text = words(f"ledger.about_{flag[2:].replace('-', '_')}")
        customers.add_argument(flag, action="store_true", help=help_text)
    for flag, kind in (
        ("--rejects", Path), ("--columns", str), ("--sheet", str), ("--header", int),
        ("--as-of", str), ("--data", Path), ("--login", str),
    ):  # fmt: skip
        help_text = words(f"ledger.about_{flag[2:].replace('-', '_')}")
        customers.add_argument(flag, type=kind, help=help_text)
    return parser


def _report(asked: argparse.Namespace, words: Catalogue) -> Report:
    """The file read, laid out and planned."""
    as_of = _day(asked.as_of)
    found = reading.read(asked.file)
    choice = Choice(asked.sheet, asked.header, _told_columns(asked.columns or ""))
    layout = checked(lay_out(found.book, choice), found.book)
    return Report(found.file_name, layout, plan(layout, as_of), words, found.book.refused)


def _day(text: str | None) -> date:
    """The named day, else today at an outlet."""
    if text is None:
        return SystemClock().now().astimezone(_OUTLET_ZONE).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal("ledger.bad_day", text=text) from error


def _told_columns(text: str) -> dict[str, str]:
    """`name=B,phone=C` as a mapping."""
    pairs = (pair.partition("=") for pair in text.split(",") if pair.strip())
    return {name.strip(): column for name, _, column in pairs}


def _refused(failure: Failure, words: Catalogue) -> dict[str, object]:
    """The object of `--json` when nothing could be planned."""
    message = words(failure.code, **failure.facts)
    lists: dict[str, object] = {"accepted": [], "rejected": [], "merged": [], "clashes": []}
    return {**lists, "rows": 0, "refused": {"code": failure.code, "message": message}}


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")
