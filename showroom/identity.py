"""Numbers that name a person, a company or a car: normalised, checked, masked.

Each `as_…` takes what was typed or pasted and gives the one stored form, or refuses.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from unicodedata import category, normalize

from showroom.errors import Refusal

_PHONE_DIGITS: Final = 11
_USCC_LENGTH: Final = 18
_VIN_LENGTH: Final = 17

_SEPARATORS: Final = frozenset("()·•・")
_SEPARATOR_KINDS: Final = frozenset({"Zs", "Zl", "Zp", "Pd", "Cf", "Cc"})

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}")
_COUNTRY = re.compile(r"(?:\+|00)86|86(?=1)")
_MOBILE_START = re.compile(r"1(?:[3-9]|$)|$")

_IDNO_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDNO_CHECKS: Final = "10X98765432"
_USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VIN_CHARACTERS = re.compile(r"[0-9A-HJ-NPR-Z]*")
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_VALUES: Final = dict(
    zip(
        "0123456789ABCDEFGHJKLMNPRSTUVWXYZ",
        map(int, "012345678912345678123457923456789"),
        strict=True,
    )
)
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    rf"[{_PROVINCES}][A-HJ-NP-Z]"
    r"(?:[0-9A-HJ-NP-Z]{4}[0-9A-HJ-NP-Z学警挂港澳]"
    r"|[A-HJK][0-9A-HJ-NP-Z]\d{4}"
    r"|\d{5}[A-HJK])"
)


def plain(text: str) -> str:
    """What was typed as ASCII where it can be: NFKC, upper case, no spaces, dashes or brackets."""
    wide = normalize("NFKC", text).upper()
    return "".join(mark for mark in wide if not _separates(mark))


def _separates(mark: str) -> bool:
    return mark in _SEPARATORS or category(mark) in _SEPARATOR_KINDS


def as_phone(text: str) -> str:
    """The eleven digits of a mainland mobile number (工信部 numbering, 1[3-9]…).

    Raises:
        Refusal: `identity.phone_characters`, `phone_rounded` (a sheet cut digits off),
            `phone_prefix`, `phone_short` with `missing`, `phone_long` with `extra`.
    """
    digits = _without_country(_spreadsheet_digits(plain(text)))
    if not re.fullmatch(r"[0-9]*", digits):
        raise Refusal("identity.phone_characters", field="phone")
    if not _MOBILE_START.match(digits):
        raise Refusal("identity.phone_prefix", field="phone")
    missing = _PHONE_DIGITS - len(digits)
    if missing > 0:
        raise Refusal("identity.phone_short", field="phone", missing=missing, count=missing)
    if missing < 0:
        raise Refusal("identity.phone_long", field="phone", extra=-missing, count=-missing)
    return digits


def phone_missing(text: str) -> int:
    """How many digits are still to be typed, 0 to 11; 0 also when there are too many."""
    digits = _without_country(_spreadsheet_digits(plain(text)))
    return max(0, _PHONE_DIGITS - sum(mark in "0123456789" for mark in digits))


def _spreadsheet_digits(text: str) -> str:
    """Digits of a number a spreadsheet wrote as `13900000000.0` or `1.3912345678E+10`."""
    if _SCIENTIFIC.fullmatch(text):
        return _written_out(Decimal(text))
    return re.sub(r"\.0+$", "", text)


def _written_out(number: Decimal) -> str:
    whole = f"{number:f}"
    if len(number.as_tuple().digits) < len(whole):
        raise Refusal("identity.phone_rounded", field="phone")
    return whole


def _without_country(digits: str) -> str:
    return _COUNTRY.sub("", digits, count=1) if _COUNTRY.match(digits) else digits


def as_idno(text: str, today: date | None = None) -> str:
    """The eighteen characters of a resident identity number (GB 11643).

    Raises:
        Refusal: `identity.idno_form`, `idno_birth` (no such day, or after `today`), `idno_check`.
    """
    idno = plain(text)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", idno):
        raise Refusal("identity.idno_form", field="idno", length=len(idno))
    born = _birth_date(idno)
    if born is None or (today is not None and born > today):
        raise Refusal("identity.idno_birth", field="idno")
    if idno[-1] != _idno_check(idno):
        raise Refusal("identity.idno_check", field="idno")
    return idno


def born_on(idno: str) -> date:
    """The birth date inside a checked identity number."""
    return datetime.strptime(idno[6:14], "%Y%m%d").date()  # noqa: DTZ007 - a day, no instant


def _birth_date(idno: str) -> date | None:
    try:
        return born_on(idno)
    except ValueError:
        return None


def _idno_check(idno: str) -> str:
    """ISO 7064 MOD 11-2 over the first seventeen digits."""
    total = sum(int(mark) * weight for mark, weight in zip(idno, _IDNO_WEIGHTS, strict=False))
    return _IDNO_CHECKS[total % len(_IDNO_CHECKS)]


def as_uscc(text: str) -> str:
    """The eighteen characters of a company's unified social credit code (GB 32100).

    Raises:
        Refusal: `identity.uscc_form`, `identity.uscc_check`.
    """
    uscc = plain(text)
    if len(uscc) != _USCC_LENGTH or not set(uscc) <= set(_USCC_ALPHABET):
        raise Refusal("identity.uscc_form", field="uscc", length=len(uscc))
    if uscc[-1] != _uscc_check(uscc):
        raise Refusal("identity.uscc_check", field="uscc")
    return uscc


def _uscc_check(uscc: str) -> str:
    """Mod 31 with weights 3^k over the first seventeen characters."""
    base = len(_USCC_ALPHABET)
    total = sum(
        _USCC_ALPHABET.index(mark) * pow(3, place, base) for place, mark in enumerate(uscc[:-1])
    )
    return _USCC_ALPHABET[-total % base]


def as_vin(text: str) -> str:
    """The seventeen characters of a car's VIN (GB 16735); its check digit is not insisted on.

    Raises:
        Refusal: `identity.vin_characters` (I, O, Q or a stranger), `identity.vin_length`.
    """
    vin = plain(text)
    if not _VIN_CHARACTERS.fullmatch(vin):
        raise Refusal("identity.vin_characters", field="vin")
    if len(vin) != _VIN_LENGTH:
        raise Refusal("identity.vin_length", field="vin", length=len(vin))
    return vin


def vin_check_holds(vin: str) -> bool:
    """Whether the ninth character of a well-formed VIN is its check digit; if not, warn only."""
    total = sum(_VIN_VALUES[mark] * weight for mark, weight in zip(vin, _VIN_WEIGHTS, strict=True))
    return vin[8] == "0123456789X"[total % 11]


def as_plate(text: str) -> str:
    """A mainland number plate of seven characters, or eight for a new-energy car (GA 36).

    Raises:
        Refusal: `identity.plate_form`.
    """
    plate = plain(text)
    if not _PLATE.fullmatch(plate):
        raise Refusal("identity.plate_form", field="plate")
    return plate


def mask_phone(phone: str) -> str:
    """`139****0000`."""
    return _masked(phone, 3, 4)


def mask_idno(idno: str) -> str:
    """`110105********002X`."""
    return _masked(idno, 6, 4)


def _masked(text: str, head: int, tail: int) -> str:
    """The two ends of `text`; of one too short to have a middle, nothing."""
    hidden = len(text) - head - tail
    if hidden <= 0:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[-tail:]
