"""What the look is made of: colours of both schemes, text sizes, spacing. Data only, no Qt."""

from dataclasses import dataclass, fields
from typing import Literal

Scheme = Literal["light", "dark"]
Size = Literal["small", "normal", "large"]
Density = Literal["comfortable", "compact"]

# Where the sRGB curve turns from a line into a power.
_LINEAR_BELOW = 0.04045

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SIZES: tuple[Size, ...] = ("small", "normal", "large")


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One colour scheme as `#RRGGBB`. `x` fills, `x_ink` writes on `x_soft` and on surfaces."""

    canvas: str
    surface: str
    rail: str
    sunken: str
    hover: str
    line: str
    line_strong: str
    ink: str
    ink_soft: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_press: str
    accent_ink: str
    accent_soft: str
    on_accent: str
    focus: str
    focus_on_fill: str
    good: str
    good_ink: str
    good_soft: str
    warn: str
    warn_ink: str
    warn_soft: str
    bad: str
    bad_hover: str
    bad_press: str
    bad_ink: str
    bad_soft: str
    neutral_ink: str
    neutral_soft: str
    tip: str
    tip_ink: str
    chart_bar: str
    chart_bar_hover: str
    chart_now: str
    chart_line: str
    scroll: str
    scroll_hover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """Sizes of one text size, in logical pixels."""

    tiny: int
    small: int
    body: int
    heading: int
    title: int
    figure: int
    control: int
    row: int
    row_compact: int
    rail_item: int
    icon: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Gaps and radii in logical pixels, the same for every text size."""

    hair: int = 4
    tight: int = 8
    gap: int = 12
    card: int = 16
    page: int = 20
    radius: int = 8
    card_radius: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Everything a painter needs to know about the look in force."""

    scheme: Scheme
    size: Size
    colour: Colours
    text: Metrics
    space: Space = Space()

    def row_height(self, density: Density) -> int:
        """Height of a table row in logical pixels."""
        return self.text.row if density == "comfortable" else self.text.row_compact


LIGHT = Colours(
    canvas="#F3F5F8",
    surface="#FFFFFF",
    rail="#FFFFFF",
    sunken="#ECEFF3",
    hover="#F2F5FA",
    line="#E1E5EB",
    line_strong="#B7BFCB",
    ink="#12161E",
    ink_soft="#333B49",
    muted="#5A6475",
    disabled="#7E8796",
    accent="#1D5FD1",
    accent_hover="#184FB0",
    accent_press="#143F8D",
    accent_ink="#1A56C0",
    accent_soft="#E7EFFD",
    on_accent="#FFFFFF",
    focus="#1D5FD1",
    focus_on_fill="#0A1326",
    good="#15803D",
    good_ink="#136B35",
    good_soft="#E1F5E8",
    warn="#B45F06",
    warn_ink="#8A4B00",
    warn_soft="#FDF0D9",
    bad="#C0262D",
    bad_hover="#A11F26",
    bad_press="#82191E",
    bad_ink="#A9212A",
    bad_soft="#FCE8E8",
    neutral_ink="#4C5566",
    neutral_soft="#EBEEF2",
    tip="#1B2230",
    tip_ink="#F4F6FA",
    chart_bar="#A9C2F0",
    chart_bar_hover="#7FA4E6",
    chart_now="#1D5FD1",
    chart_line="#9A5B00",
    scroll="#C3CAD5",
    scroll_hover="#98A2B3",
)

DARK = Colours(
    canvas="#0E1218",
    surface="#171C25",
    rail="#12161E",
    sunken="#232A36",
    hover="#1F2632",
    line="#2A3240",
    line_strong="#465063",
    ink="#F0F3F8",
    ink_soft="#CDD4E0",
    muted="#9BA6B8",
    disabled="#747F91",
    accent="#2F6FE4",
    accent_hover="#2A64CF",
    accent_press="#245BC2",
    accent_ink="#82B1FF",
    accent_soft="#1B2C4E",
    on_accent="#FFFFFF",
    focus="#6EA3FF",
    focus_on_fill="#FFFFFF",
    good="#2FA35C",
    good_ink="#6FD69A",
    good_soft="#15321F",
    warn="#D08A1E",
    warn_ink="#F2BC66",
    warn_soft="#3A2A10",
    bad="#D0393F",
    bad_hover="#BD3238",
    bad_press="#AF2D33",
    bad_ink="#FF9A9A",
    bad_soft="#431D20",
    neutral_ink="#B9C2D0",
    neutral_soft="#2A3240",
    tip="#E8ECF3",
    tip_ink="#12161E",
    chart_bar="#2F4878",
    chart_bar_hover="#40609E",
    chart_now="#6EA3FF",
    chart_line="#E9AE57",
    scroll="#3A4557",
    scroll_hover="#5A6780",
)

_COLOURS: dict[Scheme, Colours] = {"light": LIGHT, "dark": DARK}

_METRICS: dict[Size, Metrics] = {
    "small": Metrics(
        tiny=11,
        small=12,
        body=13,
        heading=14,
        title=18,
        figure=26,
        control=34,
        row=40,
        row_compact=30,
        rail_item=38,
        icon=18,
    ),
    "normal": Metrics(
        tiny=12,
        small=13,
        body=14,
        heading=16,
        title=20,
        figure=30,
        control=38,
        row=44,
        row_compact=34,
        rail_item=42,
        icon=20,
    ),
    "large": Metrics(
        tiny=14,
        small=15,
        body=16,
        heading=18,
        title=23,
        figure=34,
        control=44,
        row=50,
        row_compact=40,
        rail_item=48,
        icon=22,
    ),
}


def tokens_of(scheme: Scheme, size: Size = "normal") -> Tokens:
    """The tokens of that scheme and text size."""
    return Tokens(scheme=scheme, size=size, colour=_COLOURS[scheme], text=_METRICS[size])


def colours_by_name(scheme: Scheme) -> dict[str, str]:
    """The scheme's colours as `{role: "#RRGGBB"}`."""
    colours = _COLOURS[scheme]
    return {field.name: getattr(colours, field.name) for field in fields(colours)}


def lengths_by_name(size: Size) -> dict[str, int]:
    """The lengths a stylesheet may name, in logical pixels.

    `inner` is a control's height without its two 2 px edges; `inner_button` likewise.
    """
    metrics = _METRICS[size]
    lengths = {field.name: getattr(metrics, field.name) for field in fields(metrics)}
    lengths["inner"] = metrics.control - 4
    lengths["chip_inner"] = metrics.control - 12
    lengths["chip_radius"] = (metrics.control - 8) // 2
    lengths["rail_inner"] = metrics.rail_item - 4
    return lengths


def shade(code: str, ground: str, part: float) -> str:
    """`part` (0 to 1) of a colour over its ground, as an opaque `#rrggbb`."""
    pairs = zip(_channels(code), _channels(ground), strict=True)
    return "#" + "".join(f"{round(over * part + under * (1 - part)):02x}" for over, under in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _channels(code: str) -> tuple[int, int, int]:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def _luminance(code: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(code))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else float(((part + 0.055) / 1.055) ** 2.4)
