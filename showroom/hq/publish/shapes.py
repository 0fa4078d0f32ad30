"""Whether the value of a settings row has the shape its readers need: that of the shipped one.

A list may be longer or shorter; an object may leave out what some shipped sibling leaves out.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Final

import msgspec

from showroom import settings
from showroom.kpi.targets import ScoreRules, TierRules
from showroom.outlet.rules import RebatePolicy
from showroom.quote.price import Authority
from showroom.quote.tax import CtpBand, PurchaseTaxRates, VehicleTaxBand

_OPEN: Final = frozenset(
    {
        "outlet.rebate.extra_commission",
        "outlet.rebate.activity_minimums",
        "testdrive.rules.classes",
    }
)
"""Objects that are lists by name: any names may stand there."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d\d:\d\d")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_EXAMPLE_MOST = 80


@dataclass(frozen=True, slots=True)
class Misfit:
    """A place in a value that does not fit: a key of the word catalogue with its facts."""

    code: str
    facts: Mapping[str, object]


def known_keys() -> list[str]:
    """Every settings key there is."""
    return sorted(_shipped())


def misfits(key: str, value: Any) -> list[Misfit]:  # noqa: ANN401 - JSON
    """What is wrong with a value of a known key; nothing when its readers can use it."""
    samples = _shipped()[key]
    found = list(_differences(key, value, samples))
    return found if found or _is_read(key, value) else [_misfit("value", key, samples[0])]


@cache
def _shipped() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in settings.shipped():
        found.setdefault(row.key, []).append(row.value)
    return found


def _differences(path: str, value: Any, samples: Sequence[Any]) -> Iterator[Misfit]:  # noqa: ANN401
    """The misfits of a value against samples of one type."""
    sample = samples[0]
    named, fits = _type_of(sample)
    if not fits(value):
        word = f"publish.type_{named}"
        yield _misfit("type", path, sample, kind=word)
    elif isinstance(sample, dict):
        yield from _object(path, value, samples)
    elif isinstance(sample, list):
        yield from _list(path, value, samples)
    elif not isinstance(value, bool | str) and value < 0:
        yield _misfit("below", path, sample)


def _object(
    path: str, value: dict[str, Any], samples: Sequence[dict[str, Any]]
) -> Iterator[Misfit]:
    known = list(dict.fromkeys(name for sample in samples for name in sample))
    is_open = path in _OPEN
    if not is_open:
        yield from _named(path, value, samples, known)
    for name, item in value.items():
        inner = [
            found for sample in samples for at, found in sample.items() if is_open or at == name
        ]
        if inner:
            yield from _differences(f"{path}.{name}", item, inner)


def _named(
    path: str, value: dict[str, Any], samples: Sequence[dict[str, Any]], known: list[str]
) -> Iterator[Misfit]:
    """Names that every sample has and the value lacks, and names that no sample has."""
    for name in known:
        if name not in value and all(name in sample for sample in samples):
            yield _misfit("missing", path, samples[0], name=name)
    for name in value:
        if name not in known:
            yield _misfit("unknown", path, samples[0], name=name, known="、".join(known))


def _list(path: str, value: list[Any], samples: Sequence[list[Any]]) -> Iterator[Misfit]:
    inner = [item for sample in samples for item in sample]
    if not value and inner:
        yield _misfit("empty", path, samples[0])
    for number, item in enumerate(value, 1):
        yield from _differences(f"{path}[{number}]", item, inner)


def _misfit(code: str, path: str, sample: Any, **facts: object) -> Misfit:  # noqa: ANN401 - JSON
    example = msgspec.json.encode(sample).decode()
    if len(example) > _EXAMPLE_MOST:
        example = f"{example[:_EXAMPLE_MOST]}…"
    return Misfit(f"publish.shape_{code}", {"path": path, "example": example, **facts})


def _type_of(sample: Any) -> tuple[str, Callable[[Any], bool]]:  # noqa: ANN401 - JSON
    """The name of a sample's type, and whether a value is of it."""
    if isinstance(sample, str):
        shapes = ((_DATE, "date_text"), (_TIME, "time_text"), (_NUMBER, "number_text"))
        named = next((name for shape, name in shapes if shape.fullmatch(sample)), "text")
        return named, _TEXTS[named]
    return next((name, fits) for kind, name, fits in _PLAIN if isinstance(sample, kind))


def _is_date(value: Any) -> bool:  # noqa: ANN401 - JSON
    return isinstance(value, str) and _parses(lambda: date.fromisoformat(value))


def _is_time(value: Any) -> bool:  # noqa: ANN401 - JSON
    return isinstance(value, str) and _parses(lambda: time.fromisoformat(value))


def _is_number(value: Any) -> bool:  # noqa: ANN401 - JSON
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None


def _is_whole(value: Any) -> bool:  # noqa: ANN401 - JSON
    return isinstance(value, int) and not isinstance(value, bool)


_PLAIN: tuple[tuple[type, str, Callable[[Any], bool]], ...] = (
    (bool, "truth", lambda value: isinstance(value, bool)),
    (int, "whole", _is_whole),
    (list, "list", lambda value: isinstance(value, list)),
    (dict, "object", lambda value: isinstance(value, dict)),
)
_TEXTS: dict[str, Callable[[Any], bool]] = {
    "date_text": _is_date,
    "time_text": _is_time,
    "number_text": _is_number,
    "text": lambda value: isinstance(value, str) and bool(value.strip()),
}


def _is_read(key: str, value: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether the rules that live by a value can read it."""
    return _parses(lambda: _READERS.get(key, lambda _: None)(value))


def _parses(read: Callable[[], object]) -> bool:
    try:
        read()
    except (ValueError, KeyError, TypeError, InvalidOperation):
        return False
    return True


_READERS: Final[dict[str, Callable[[Any], object]]] = {
    "quote.authority": Authority.parse,
    "quote.purchase_tax": lambda value: (Decimal(value["vat"]), Decimal(value["rate"])),
    "quote.nev_relief": lambda value: PurchaseTaxRates.parse({"vat": "0.13", "rate": "0.1"}, value),
    "quote.vehicle_tax": lambda value: [VehicleTaxBand.parse(band) for band in value["bands"]],
    "quote.ctp": lambda value: [CtpBand.parse(band) for band in value["bands"]],
    "kpi.score": ScoreRules.parse,
    "kpi.tier": TierRules.parse,
    "outlet.rebate": RebatePolicy.parse,
}
