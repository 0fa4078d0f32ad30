"""大写金额: an amount in capital numerals, as on cheques (支付结算办法 附一)."""

from itertools import groupby
from typing import Final

from showroom.errors import Refusal

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("", "拾", "佰", "仟")
_GROUPS: Final = ("", "万", "亿")
_GROUP_SIZE: Final = 4
_TEN_THOUSANDS: Final = 4
"""万位: the one place whose lonely zero is not spoken."""
_LIMIT_FEN: Final = 10**14


def amount_upper(fen: int) -> str:
    """`人民币贰万元整` of an amount in fen, 0 to below 1万亿 yuan.

    Raises:
        Refusal: `documents.amount_negative`, `documents.amount_overflow`.
    """
    if fen < 0:
        raise Refusal("documents.amount_negative", field="amount")
    if fen >= _LIMIT_FEN:
        raise Refusal("documents.amount_overflow", field="amount")
    yuan, cents = divmod(fen, 100)
    if not cents:
        return f"人民币{_whole(yuan) or _DIGITS[0]}元整"
    return f"人民币{_yuan_part(yuan)}{_cents_part(yuan, cents)}"


def _yuan_part(yuan: int) -> str:
    return f"{_whole(yuan)}元" if yuan else ""


def _cents_part(yuan: int, cents: int) -> str:
    """角 and 分; 零 joins them to the yuan where the 元位 or the 角位 is nought."""
    tenths, hundredths = divmod(cents, 10)
    gap = yuan and (not tenths or yuan % 10 == 0)
    return (
        (_DIGITS[0] if gap else "")
        + (f"{_DIGITS[tenths]}角" if tenths else "")
        + (f"{_DIGITS[hundredths]}分" if hundredths else "")
    )


def _whole(yuan: int) -> str:
    """The yuan digits with their units; empty for nought."""
    digits = {place: int(mark) for place, mark in enumerate(reversed(str(yuan))) if mark != "0"}
    by_group = groupby(sorted(digits, reverse=True), key=lambda place: place // _GROUP_SIZE)
    return "".join(
        "".join(_spoken(place, digits) for place in places) + _GROUPS[group]
        for group, places in by_group
    )


def _spoken(place: int, digits: dict[int, int]) -> str:
    zero = _DIGITS[0] if _gap_before(place, digits) else ""
    return zero + _DIGITS[digits[place]] + _PLACES[place % _GROUP_SIZE]


def _gap_before(place: int, digits: dict[int, int]) -> bool:
    """Whether a run of zeros lies between this digit and the one said before it."""
    before = min((higher for higher in digits if higher > place), default=place + 1)
    run = range(place + 1, before)
    return len(run) > 0 and run != range(_TEN_THOUSANDS, _TEN_THOUSANDS + 1)
