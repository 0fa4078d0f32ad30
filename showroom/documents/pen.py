"""Draws on one page: collects, then writes fills, rules and words in few operations.

Places are points from the left and from the top of the page; words stand on a baseline.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from showroom.documents import fonts
from showroom.documents.breaking import Line, Run, width
from showroom.documents.look import INK, RULE, TINT, Format, Type
from showroom.documents.text import Printable

_WIDEST_SPACING = 0.09
"""Most that justifying may add between two characters, in ems; beyond it a line stays ragged."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the top left corner of the page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Words:
    x: float
    y: float
    runs: tuple[Run, ...]
    size: float
    colour: str
    spacing: float


class Pen:
    """What one page will show."""

    def __init__(self, page: Format) -> None:
        self.page = page
        self._fills: dict[str, list[Box]] = defaultdict(list)
        self._rules: dict[tuple[str, float], list[tuple[float, ...]]] = defaultdict(list)
        self._words: list[_Words] = []

    def words(
        self,
        at: tuple[float, float],
        words: Printable,
        kind: Type,
        *,
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Words on one line from `at`, x and baseline."""
        self._words.append(_Words(*at, (Run(words, bold),), kind.size, colour, 0))

    def words_left_of(
        self,
        at: tuple[float, float],
        words: Printable,
        kind: Type,
        *,
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Words on one line that end at `at`."""
        x = at[0] - width(words, kind.size, bold=bold)
        self.words((x, at[1]), words, kind, bold=bold, colour=colour)

    def line(self, at: tuple[float, float], line: Line, size: float, colour: str = INK) -> None:
        """A set line from `at`, with its natural spacing."""
        self._words.append(_Words(*at, line.runs, size, colour, 0))

    def justified(self, at: tuple[float, float], line: Line, size: float, measure: float) -> None:
        """A set line stretched to the measure, unless it ends its paragraph or is far too short."""
        spacing = 0.0 if line.ends or line.count < 2 else (measure - line.width) / (line.count - 1)  # noqa: PLR2004
        if not 0 < spacing <= _WIDEST_SPACING * size:
            spacing = 0.0
        self._words.append(_Words(*at, line.runs, size, INK, spacing))

    def fill(self, box: Box, colour: str) -> None:
        """A filled rectangle, under everything else."""
        self._fills[colour].append(box)

    def rule(self, box: Box, colour: str = RULE, weight: float = 0.5) -> None:
        """A straight line from the box's corner to its opposite corner."""
        end = (box.x + box.width, box.y + box.height)
        self._rules[(colour, weight)].append((box.x, box.y, *end))

    def frame(self, box: Box, colour: str = RULE, weight: float = 0.5) -> None:
        """The four sides of a box."""
        right, low = box.x + box.width, box.y + box.height
        sides = (box.x, box.y, right, box.y), (box.x, low, right, low)
        uprights = (box.x, box.y, box.x, low), (right, box.y, right, low)
        self._rules[(colour, weight)] += [*sides, *uprights]

    def write(self, canvas: Canvas) -> None:
        """Put everything on the canvas's present page."""
        self._write_fills(canvas)
        self._write_rules(canvas)
        self._write_words(canvas)

    def _write_fills(self, canvas: Canvas) -> None:
        for colour, boxes in sorted(self._fills.items(), key=_tint_first):
            path = canvas.beginPath()
            for box in boxes:
                path.rect(box.x, self._up(box.y + box.height), box.width, box.height)
            canvas.setFillColor(HexColor(colour))
            canvas.drawPath(path, stroke=0, fill=1)

    def _write_rules(self, canvas: Canvas) -> None:
        for (colour, weight), rules in sorted(self._rules.items(), key=_thin_first):
            path = canvas.beginPath()
            for x, y, x_end, y_end in rules:
                path.moveTo(x, self._up(y))
                path.lineTo(x_end, self._up(y_end))
            canvas.setStrokeColor(HexColor(colour))
            canvas.setLineWidth(weight)
            canvas.drawPath(path, stroke=1, fill=0)

    def _write_words(self, canvas: Canvas) -> None:
        out = canvas.beginText()
        spacing, colour = 0.0, ""
        for words in self._words:
            if words.colour != colour:
                colour = words.colour
                out.setFillColor(HexColor(colour))
            if words.spacing != spacing:
                spacing = words.spacing
                out.setCharSpace(spacing)
            out.setTextOrigin(words.x, self._up(words.y))
            _write_runs(out, words.runs, words.size)
        canvas.drawText(out)

    def _up(self, y: float) -> float:
        return self.page.height - y


def _tint_first(fills: tuple[str, list[Box]]) -> bool:
    return fills[0] != TINT


def _thin_first(rules: tuple[tuple[str, float], object]) -> float:
    return rules[0][1]


def _write_runs(out: object, runs: Sequence[Run], size: float) -> None:
    for run in runs:
        out.setFont(fonts.face(is_bold=run.bold).name, size)  # type: ignore[attr-defined]
        out.textOut(run.words)  # type: ignore[attr-defined]
