"""The fixed words of papers, from the catalogue, ready for the press."""

from datetime import date, datetime
from functools import cache

from showroom import money, texts
from showroom.documents import fonts
from showroom.documents.amount_upper import amount_upper
from showroom.documents.text import SHORT, Printable, text
from showroom.terms import Term

DASH = Printable("—")
"""Stands where a form has no value."""

LANGUAGE = "zh_CN"
"""Papers are Chinese, whatever the screens speak."""


class Wording:
    """The paper words of one language; calling it gives the words of `paper.<key>`."""

    def __init__(self, language: str) -> None:
        self._catalogue = texts.load(language)
        self.tag = language.replace("_", "-")

    def __call__(self, key: str, **facts: object) -> Printable:
        """The words of `paper.<key>` with its facts; typed facts must have been `text`ed."""
        return self._checked(f"paper.{key}", facts)

    def money(self, fen: int) -> Printable:
        """`¥1,234.00` of an amount in fen."""
        return Printable(money.shown(fen))

    def upper(self, fen: int) -> Printable:
        """The amount in capital numerals, e.g. 人民币贰万元整; refuses negative amounts."""
        return Printable(amount_upper(fen))

    def day(self, day: date | None) -> Printable:
        """`2026-11-22`, or a dash."""
        return Printable(day.isoformat()) if day else DASH

    def moment(self, at: datetime | None) -> Printable:
        """`2026-11-22 10:05` as the clock stood where `at` was, or a dash."""
        return Printable(f"{at:%Y-%m-%d %H:%M}") if at else DASH

    def clock(self, at: datetime | None) -> Printable:
        """`10:05`, or a dash."""
        return Printable(f"{at:%H:%M}") if at else DASH

    def count(self, number: int | None) -> Printable:
        """`1,203`, or a dash."""
        return DASH if number is None else Printable(f"{number:,}")

    def yes(self, value: bool | None) -> Printable:  # noqa: FBT001 - the value itself is printed
        """是 or 否, or a dash."""
        return DASH if value is None else self("yes" if value else "no")

    def typed(self, value: str | None, field: str, cap: int = SHORT) -> Printable:
        """Typed words, or a dash where nothing was typed."""
        return text(value, field, cap) or DASH if value else DASH

    def term(self, member: Term | None) -> Printable:
        """The word of a closed list's member, or a dash."""
        return self._checked(member.word, {}) if member else DASH

    def _checked(self, key: str, facts: dict[str, object]) -> Printable:
        words = self._catalogue(key, **facts)
        fonts.check(words, key)
        return Printable(words)


@cache
def wording(language: str = LANGUAGE) -> Wording:
    """The paper words of `zh_CN` or `en`."""
    return Wording(language)
