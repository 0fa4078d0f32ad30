"""Failures to words, for fields, banners and dialogs."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum

from showroom.errors import Failure, Refusal, Trouble
from ui.formats import amount
from ui.words import enum_words, has_words, words


def worded(failure: Failure) -> str:
    """The sentence for a Refusal or Trouble, with its facts as a reader expects them."""
    facts = {name: _readable(name, value) for name, value in failure.facts.items()}
    try:
        return words(failure.code, **facts)
    except (KeyError, IndexError):
        return _unworded(failure)


def is_offline(failure: Failure) -> bool:
    """Whether the failure only says that HQ is out of reach: a state, not an error."""
    return isinstance(failure, Trouble) and failure.code == "sync.offline"


def field_of(failure: Failure) -> str:
    """The name of the form field a refusal speaks of, empty if of none."""
    return str(failure.facts.get("field", "")) if isinstance(failure, Refusal) else ""


def _readable(name: str, value: object) -> object:
    if name.endswith("_fen") and isinstance(value, int):
        return amount(value)
    if isinstance(value, Enum):
        return enum_words(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return round(value.total_seconds() / 60)
    return f"{value:,}" if isinstance(value, Decimal) else value


def _unworded(failure: Failure) -> str:
    kind = "kit.refused" if isinstance(failure, Refusal) else "kit.trouble"
    if not has_words(kind):
        return failure.code
    return words(kind, code=failure.code)
