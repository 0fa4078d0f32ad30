"""`showroom import customers FILE`: preview or import a ledger from the command line."""

import argparse
import json
import sys
from datetime import date, timedelta, timezone
from pathlib import Path

from showroom.clock import SystemClock
from showroom.errors import Failure, Refusal, Trouble
from showroom.ledger.form import Look, Preview, preview
from showroom.ledger.intake import reading
from showroom.ledger.layout.choice import Choice
from showroom.ledger.report import Report
from showroom.ledger.summary import lines
from showroom.texts import Catalogue

_OUTLET_ZONE = timezone(timedelta(hours=8))
_REFUSED = 1
_FAILED = 3


def run(arguments: list[str], words: Catalogue) -> int:
    """Do what `showroom import …` asks for; the exit code. Raises Refusal and Trouble."""
    asked = _parser(words).parse_args(arguments)
    try:
        told = _told(asked, words)
    except Failure as failure:
        if not asked.json:
            raise
        told = json.dumps(_refused(failure, words), ensure_ascii=False)
        _write(told)
        return _FAILED if isinstance(failure, Trouble) else _REFUSED
    _write(told)
    return 0


def _told(asked: argparse.Namespace, words: Catalogue) -> str:
    """Preview or import, and the answer to print."""
    shown = _preview(asked, words)
    if asked.rejects:
        _save_rejects(asked.rejects, shown.report)
    done = None if asked.dry_run else _import(asked, shown)
    if asked.json:
        answer = {**shown.report.as_json(), **({"imported": done} if done else {})}
        return json.dumps(answer, ensure_ascii=False, indent=1)
    result = [words("ledger.told_imported", **done)] if done else []
    return "\n".join([*lines(shown.report), *result])


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


def _preview(asked: argparse.Namespace, words: Catalogue) -> Preview:
    """The file read, laid out and planned; raises Refusal when it cannot be."""
    look = Look(_day(asked.as_of), words)
    choice = Choice(asked.sheet, asked.header, _told_columns(asked.columns or ""))
    shown = preview(reading.read(asked.file), look, choice)
    if shown.refusal:
        raise shown.refusal
    return shown


def _save_rejects(file: Path, report: Report) -> None:
    from showroom.ledger.document import Rejects, rejected_rows

    made_at = SystemClock().now().astimezone(_OUTLET_ZONE)
    try:
        file.write_bytes(rejected_rows(Rejects(report, made_at)))
    except OSError as error:
        raise Trouble("ledger.not_saved", file=str(file)) from error


def _import(asked: argparse.Namespace, shown: Preview) -> dict[str, int]:
    """Take the good rows in, as the person who signs in; the counts."""
    from showroom.ledger.at_desk import import_at_desk

    return import_at_desk(shown, asked.data, asked.login)


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
