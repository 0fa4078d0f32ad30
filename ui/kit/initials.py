"""Pinyin initials of common characters, from the order of GB 2312's first level."""

from bisect import bisect_right

# GB 2312 lists its 3,755 first-level characters by pinyin; these codes begin each letter.
_STARTS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"),
    (0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"),
    (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"),
    (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_CODES = [code for code, _ in _STARTS]
_END = 0xD7FA


def initials(text: str) -> str:
    """`xsgw` of 销售顾问: one small letter for each character, other characters as they are.

    Rare characters, which GB 2312 does not order by sound, stay as they are; use the search
    keys of the store where people are looked up.
    """
    return "".join(_initial(char) for char in text).lower()


def _initial(char: str) -> str:
    try:
        raw = char.encode("gb2312")
    except UnicodeEncodeError:
        return char
    code = int.from_bytes(raw, "big")
    if not _CODES[0] <= code < _END:
        return char
    return _STARTS[bisect_right(_CODES, code) - 1][1]
