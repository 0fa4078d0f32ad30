"""Logs without customers: every line passes a redactor before it is written or copied."""

import contextlib
import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from typing_extensions import override

FILE = "showroom.log"
_BYTES = 1_000_000
_FILES = 3

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PATTERNS = (
    # SQL errors carry the values that were bound.
    (re.compile(r"\[parameters: .*?\]\s*$", re.DOTALL | re.MULTILINE), "[parameters gone]"),
    (re.compile(rf"[{_HAN}][A-Za-z][A-Za-z0-9]{{4,6}}[{_HAN}]?"), "<plate>"),
    (re.compile(rf"[{_HAN}·]+"), "<name>"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "<mail>"),
    (re.compile(r"(?<![A-Za-z0-9])[A-HJ-NPR-Za-hj-npr-z0-9]*\d[A-HJ-NPR-Za-hj-npr-z0-9]*"
                r"(?<=[A-Za-z0-9]{17})(?![A-Za-z0-9])"), "<code>"),
    (re.compile(r"(?<!\w)\d{17}[\dXx](?!\w)"), "<id>"),
    (re.compile(r"(?<![\w.:-])(?!\d{4}-\d\d-\d\d)\+?\d(?:[ -]?\d){6,}(?!\w)"), "<number>"),
    (re.compile(r"(?<=['\"])[A-Z][a-z]+(?: [A-Z][a-z]+)+(?=['\"])"), "<name>"),
)  # fmt: skip


def redacted(text: str) -> str:
    """The text without phones, identity numbers, plates, VINs, mail addresses and names.

    Logs are English, so every run of Chinese is taken for somebody's words and left out.
    """
    for pattern, stand_in in _PATTERNS:
        text = pattern.sub(stand_in, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats a record, its traceback included, and redacts the whole."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def log_to(folder: Path) -> Path:
    """Write warnings and errors, redacted, to a file in `folder`; gives the file."""
    with contextlib.suppress(OSError):  # the door says in words what is wrong with the folder
        folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE
    handler = RotatingFileHandler(
        file, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    return file


def tail(file: Path, size: int = 40_000) -> str:
    """The end of a log file, redacted once more, for the clipboard."""
    try:
        raw = file.read_bytes()[-size:]
    except OSError:
        return ""
    return redacted(raw.decode("utf-8", "replace"))
