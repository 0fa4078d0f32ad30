"""Measures and colours of a paper, in points (1/72 inch); sizes of type with their leading."""

from dataclasses import dataclass

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type, and the distance between two baselines."""

    size: float
    leading: float


TITLE = Type(20, 26)
HEADING = Type(11, 16)
BODY = Type(9.5, 15.5)
CELL = Type(9, 13)
SMALL = Type(7.5, 11)
FIGURE = Type(15, 20)

INK = "#16191D"
MUTED = "#5A6472"
RULE = "#D3D9E1"
STRONG_RULE = "#8C97A6"
TINT = "#F4F6F9"
ACCENT = "#14305A"
WARN = "#A3231B"


@dataclass(frozen=True, slots=True)
class Format:
    """A page: its size and margins."""

    width: float
    height: float
    side: float = 19 * MM
    top: float = 14 * MM
    bottom: float = 17 * MM

    @property
    def measure(self) -> float:
        """Width of the text area."""
        return self.width - 2 * self.side


PORTRAIT = Format(210 * MM, 297 * MM)
LANDSCAPE = Format(297 * MM, 210 * MM, side=14 * MM)
