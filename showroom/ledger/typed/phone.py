"""Mobile numbers in all the ways people put them into one cell."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from showroom import identity
from showroom.errors import Refusal
from showroom.ledger.intake.cells import Cell
from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.text import cleaned, folded
from showroom.ledger.typed.vocabulary import words

_RUN = re.compile(r"(?<![a-z\d])\+?\(?\d(?:[\d\s.()·_-]*\d)?(?![a-z\d])", re.IGNORECASE | re.ASCII)
_MOBILES = re.compile(r"(?:(?:(?:00)?86|0)?1[3-9][0-9]{9})+")
_MOBILE = re.compile(r"(?:(?:00)?86|0)?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(r"(?:(?:00)?86)?(?:0\d{2,3}[1-9]\d{6,12}|[2-8]\d{6,7}|[48]00\d{7})")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.0+)?|\d{3},\d{4},\d{4}")
_HIDDEN = re.compile(r"\d{2,}[*x•·●]{2,}\d*")
_LABEL = re.compile(
    r"(?:联系)?(?:手机|电话|号码|手机号码?|tel|mobile|phone|cell)[.:]?", re.IGNORECASE
)
_DECIMAL = re.compile(r"\d{9,}\.\d+")
_SPOKEN = str.maketrans("〇零一二三四五六七八九幺", "001234567891")
_SPOKEN_PHONE = re.compile(r"[〇零一二三四五六七八九幺]{11}")
_SHORTEST_NUMBER = 6
_EDGES = " \t\n,;:/|、()[]-+'\"`’‘·.&"


@dataclass(frozen=True, slots=True)
class Phones:
    """The mobile numbers of a cell in their order, and the words beside them."""

    first: str
    others: tuple[str, ...] = ()
    remark: str = ""


def phones_of(cell: Cell) -> Phones:
    """The numbers of a phone cell.

    Raises Bad: missing, hidden behind stars, a landline, letters, too short, too long, or digits
    lost to scientific notation.
    """
    text = normalize("NFKC", cleaned(cell)).strip(_EDGES.replace("(", "").replace("+", ""))
    if not text or folded(text) in words().nobody:
        raise Bad("ledger.phone_missing")
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if _SPOKEN_PHONE.fullmatch(text):
        text = text.translate(_SPOKEN)
    one = _one(text)
    if one is None and _DECIMAL.fullmatch(text):  # its point joins no digits to a phone
        raise Bad("identity.phone_characters")
    return one or _several(text) or _none(text)


def phones_in(text: str) -> Phones | None:
    """The numbers within a text of another kind, if there are any."""
    return _several(normalize("NFKC", text))


def _one(text: str) -> Phones | None:
    try:
        return Phones(identity.as_phone(text))
    except Refusal:
        return None


def _several(text: str) -> Phones | None:
    """Every run of digits that is one mobile number, or several without a gap."""
    found: list[str] = []

    def take(run: re.Match[str]) -> str:
        mobiles = _mobiles(run[0])
        found.extend(mobiles)
        return " " if mobiles else run[0]

    rest = _RUN.sub(take, text)
    if not found:
        return None
    first, *others = dict.fromkeys(found)
    return Phones(first, tuple(others), _remark(rest))


def _mobiles(run: str) -> list[str]:
    digits = re.sub(r"\D", "", run)
    return _MOBILE.findall(digits) if _MOBILES.fullmatch(digits) else []


def _remark(rest: str) -> str:
    return " ".join(
        _LABEL.sub(" ", rest).translate({ord(mark): " " for mark in "()[],;|、"}).split()
    ).strip(_EDGES)


def _none(text: str) -> Phones:
    """Say why there is no mobile number in a text that is not empty."""
    if _HIDDEN.search(text):
        raise Bad("ledger.phone_hidden")
    runs = [re.sub(r"\D", "", run) for run in _RUN.findall(text)]
    numbers = [run for run in runs if len(run) >= _SHORTEST_NUMBER]
    if any(_LANDLINE.fullmatch(number) for number in numbers):
        raise Bad("ledger.phone_landline")
    try:
        identity.as_phone(numbers[0] if len(numbers) == 1 else text)
    except Refusal as refusal:
        facts = {key: value for key, value in refusal.facts.items() if key != "field"}
        raise Bad(refusal.code, **facts) from refusal
    raise Bad("identity.phone_characters")
