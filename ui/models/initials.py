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

# Other characters that are usual in names, under their letter.
_IN_NAMES = {
    "b": "骠碚苾",
    "c": "琛宸粲岑铖琮偲",
    "d": "棣玎岱",
    "f": "馥斐霏芾沣璠",
    "g": "珙莞呙",
    "h": "蘅邗昊晗皓翮荟珩颢骅翯",
    "j": "瑾婕菁隽姣峤佶婧珈稷璟珺",
    "k": "珂锴恺琨",
    "l": "璐岚麟莅泺濂翎骊",
    "m": "淼珉邈茉旻",
    "p": "芃珮雱",
    "q": "琪琦绮淇麒茜虔芊颀荃筌",
    "r": "睿芮嵘",
    "s": "姝菘飒嵩晟",
    "t": "瑭昙婷湉",
    "w": "雯炜玮薇沩妩汶韡",
    "x": "璇馨煊昕娴潇筱曦萱骁勖炫烜琇",
    "y": "滢妍煜琰翊奕懿昱钰嫣怡媛芸韫弈轶弋瑛熠璎珧玥祎赟沄䶮",
    "z": "梓璋芷祯峥喆",
}
_NAME_LETTERS = {char: letter for letter, chars in _IN_NAMES.items() for char in chars}


def initials(text: str) -> str:
    """`xsgw` of 销售顾问: one small letter for each character, other characters as they are.

    Characters that neither GB 2312 orders by sound nor names use stay as they are; where
    customers are looked up, the store's own search keys know them all.
    """
    return "".join(_initial(char) for char in text).lower()


def _initial(char: str) -> str:
    try:
        raw = char.encode("gb2312")
    except UnicodeEncodeError:
        return _NAME_LETTERS.get(char, char)
    code = int.from_bytes(raw, "big")
    if not _CODES[0] <= code < _END:
        return _NAME_LETTERS.get(char, char)
    return _STARTS[bisect_right(_CODES, code) - 1][1]
