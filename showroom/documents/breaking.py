"""Lines out of words: Chinese breaks anywhere but at its punctuation, Latin words stay whole.

No closing mark starts a line and no opening mark ends one (GB/T 15834, clause 5.1). A word longer
than the line is broken where the line ends. No line ends in a hyphen unless the words do, because
readers of the file would take it for a syllable break and drop it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from showroom.documents import fonts
from showroom.documents.text import Printable

_NO_START = frozenset("。．，、；：？！）］｝」』】〉》〕〗〙〛”’…‥—–～〜·・々ー％‰℃")
_NO_END = frozenset("（［｛「『【〈《〔〖〘〚“‘￥＄№-")
_HALF_BLANK = frozenset("。，、；：）」』】〉》〕")
_TOKEN = re.compile(r"[^\S\n]+|[^\s·—–‘’“”…‥\u2e80-\uffff\U00010000-\U0010ffff]+|\S")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one weight."""

    words: Printable
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: its runs, its inked width in points, and whether it ends its paragraph."""

    runs: tuple[Run, ...]
    width: float
    ends: bool

    @property
    def count(self) -> int:
        """How many characters stand on the line."""
        return sum(len(run.words) for run in self.runs)


@lru_cache(maxsize=8192)
def broken(runs: tuple[Run, ...], size: float, width: float) -> tuple[Line, ...]:
    """The lines of a paragraph at that type size and width, both in points; at least one."""
    words = "".join(run.words for run in runs)
    letters = _Letters(words, [run.bold for run in runs for _ in run.words], size)
    lines: list[Line] = []
    start = 0
    for part in words.split("\n"):
        lines += _paragraph(letters, start, start + len(part), width)
        start += len(part) + 1
    return tuple(lines)


def width(words: Printable, size: float, *, bold: bool = False) -> float:
    """Width of words on one line, in points."""
    return fonts.face(is_bold=bold).width(words) * size / 1000


class _Letters:
    """The characters of a paragraph, with weight and width each."""

    def __init__(self, words: str, bold: list[bool], size: float) -> None:
        self.words, self.bold, self.size = words, bold, size
        faces = (fonts.regular().widths, fonts.bold().widths)
        scale = size / 1000
        self.widths = [
            0.0 if c == "\n" else faces[b][c] * scale for c, b in zip(words, bold, strict=True)
        ]

    def width(self, start: int, end: int) -> float:
        return sum(self.widths[start:end])

    def inked(self, start: int, end: int) -> float:
        """Width without the blank half of a closing mark at the end."""
        blank = self.size / 2 if end > start and self.words[end - 1] in _HALF_BLANK else 0
        return self.width(start, end) - blank

    def line(self, start: int, end: int, *, ends: bool) -> Line:
        while end > start and self.words[end - 1].isspace():
            end -= 1
        runs = tuple(
            Run(Printable("".join(self.words[i] for i in group)), weight)
            for weight, group in groupby(range(start, end), key=self.bold.__getitem__)
        )
        return Line(runs, self.inked(start, end), ends)


def _paragraph(letters: _Letters, start: int, end: int, width: float) -> Iterator[Line]:
    begin = last = start
    for first, stop in _atoms(letters.words, start, end):
        if letters.inked(begin, stop) > width and not letters.words[first:stop].isspace():
            if last > begin and not letters.words[begin:last].isspace():
                yield letters.line(begin, last, ends=False)
                begin = first
            for cut in _cuts(letters, begin, stop, width):
                yield letters.line(begin, cut, ends=False)
                begin = cut
        last = stop
    yield letters.line(begin, end, ends=True)


def _atoms(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches that stay together: a word, or a sign with the marks that cling to it."""
    first = stop = start
    for token in _TOKEN.finditer(words, start, end):
        clings = words[token.start()] in _NO_START or _opens(words[first:stop])
        if stop > first and not clings:
            yield first, stop
            first = token.start()
        stop = token.end()
    if stop > first:
        yield first, stop


def _opens(stretch: str) -> bool:
    kept = stretch.rstrip()
    return kept != "" and kept[-1] in _NO_END


def _cuts(letters: _Letters, begin: int, stop: int, width: float) -> Iterator[int]:
    """Where a stretch too long for one line is broken."""
    while letters.inked(begin, stop) > width and stop - begin > 1:
        room, cut = width, begin
        while cut < stop and letters.widths[cut] <= room:
            room -= letters.widths[cut]
            cut += 1
        cut = max(cut, begin + 1)
        while cut > begin + 1 and letters.words[cut - 1] == "-":
            cut -= 1
        yield cut
        begin = cut
