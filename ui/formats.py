"""How values are written on screen: one way for each kind."""

import re
import unicodedata
from datetime import date, datetime, tzinfo
from decimal import Decimal

from showroom.identity import mask_phone
from showroom.money import shown as amount
from ui.words import words

__all__ = ["amount", "clock_time", "day", "long_day", "masked", "moment", "plain", "spaced", "wan"]

DASH = "—"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def day(on: date | None) -> str:
    """`2026-11-22`, or a dash."""
    return on.isoformat() if on else DASH


def long_day(on: date) -> str:
    """`11 月 22 日 周日`, `Sun 22 Nov`: the date in the header, in the language in use."""
    weekday = words(f"window.weekday_{_WEEKDAYS[on.weekday()]}")
    return words("window.long_day", month=on.month, day=on.day, weekday=weekday, iso=on.isoformat())


def moment(at: datetime | None, zone: tzinfo) -> str:
    """`2026-11-22 10:05` of an aware instant, in the outlet's zone, or a dash."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else DASH


def clock_time(at: datetime | None, zone: tzinfo, *, seconds: bool = False) -> str:
    """`10:05` of an aware instant, in the outlet's zone, or a dash."""
    if at is None:
        return DASH
    return f"{at.astimezone(zone):%H:%M:%S}" if seconds else f"{at.astimezone(zone):%H:%M}"


def wan(fen: int) -> str:
    """`31.5 万` of an amount in fen, for budgets and headlines."""
    tens = (Decimal(fen) / 1_000_000).quantize(Decimal("0.1")).normalize()
    return words("window.wan", amount=f"{tens:,f}")


def spaced(phone: str) -> str:
    """`138 0013 8021` of a mobile number's digits, as far as they go; anything else as it is."""
    if not re.fullmatch(r"1\d{0,10}", phone):
        return phone
    return " ".join(part for part in (phone[:3], phone[3:7], phone[7:]) if part)


def masked(phone: str | None) -> str:
    """`138****8021`, as phones stand in lists (domain.md section 6, item 6); a dash for none."""
    return mask_phone(phone) if phone else DASH


def plain(typed: str) -> str:
    """What was typed with full-width forms made narrow (NFKC) and outer spaces gone."""
    return unicodedata.normalize("NFKC", typed).strip()
