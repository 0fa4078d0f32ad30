"""What the board says: each figure with its basis, its change and its tone, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from showroom.board.queries import Board, Overdue, Tile
from showroom.board.records import Part, Records
from showroom.board.rules import Span
from showroom.kpi.rules import Figure, Measure, said

Say = Callable[..., str]

_DASH: Final = "—"
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class TileWords:
    """A tile in words; `tone` is neutral, good, warn or bad."""

    label: str
    figure: str
    basis: str = ""
    note: str = ""
    tone: str = "neutral"
    course: tuple[float, ...] = ()


def tile_words(tile: Tile, board: Board, say: Say) -> TileWords:
    """A figure's tile: orders against their goal, rates against the mean, counts against before."""
    if tile.figure.code == "orders":
        return _orders(tile, board, say)
    if tile.figure.measure is Measure.PERCENT:
        return _rate(tile, say)
    note, tone = _change(tile, board, say)
    unit = "board.traffic_unit" if tile.figure.code == "traffic" else "board.quotes_unit"
    return TileWords(
        label=_label(tile.figure, say),
        figure=say(unit, number=f"{tile.figure.top:,}"),
        note=note,
        tone=tone,
        course=tile.course,
    )


def overdue_words(overdue: Overdue, say: Say) -> TileWords:
    """The tile of the follow-ups past their day."""
    late = bool(overdue.figure.top)
    note = say("board.oldest", days=overdue.oldest_days) if late else say("board.none_overdue")
    return TileWords(
        label=say("kpi.overdue"),
        figure=say("board.overdue_unit", number=f"{overdue.figure.top:,}"),
        note=note,
        tone="bad" if late else "good",
        course=overdue.course,
    )


def ratio_words(figure: Figure, say: Say) -> str:
    """`2 / 3` of a rate; empty for a count."""
    if figure.bottom is None:
        return ""
    top = f"{figure.top.normalize():,f}"
    return say("board.ratio", top=top, bottom=f"{figure.bottom:,}")


def share_words(figure: Figure, share: Decimal | None, say: Say) -> str:
    """What stands beside a step of the funnel: its share of the step before."""
    if figure.code == "first":
        return ""
    return _DASH if share is None else say("kpi.value_percent", number=share)


def cell_words(figure: Figure, goal: int | None, say: Say) -> str:
    """A consultant's figure; orders with the month's target where one is set."""
    if figure.code == "orders" and goal is not None:
        return say("board.orders_unit", top=f"{figure.top:,}", goal=f"{goal:,}")
    return said(figure, say)


def equation_words(figure: Figure, say: Say) -> str:
    """`2 / 3 = 66.7%` of a rate or mean; the value alone of a count."""
    ratio = ratio_words(figure, say)
    return f"{ratio} = {said(figure, say)}" if ratio else said(figure, say)


def parts_of(records: Records) -> tuple[Part, ...]:
    """The parts worth a list of their own: a mean stands on the records it is made of."""
    shown = [Part.ABOVE]
    if records.figure.minus:
        shown.append(Part.MINUS)
    if records.figure.measure is Measure.PERCENT:
        shown.append(Part.BELOW)
    return tuple(shown)


def sum_of(records: Records, part: Part) -> Decimal:
    """What the listed records of a part add up to."""
    return sum((each.adds for each in records.opened if each.part is part), Decimal(0))


def _label(figure: Figure, say: Say) -> str:
    return say("board.traffic") if figure.code == "traffic" else say(f"kpi.{figure.code}")


def _rate(tile: Tile, say: Say) -> TileWords:
    value, usual = tile.figure.value, tile.week_before
    words = {
        "label": say(f"kpi.{tile.figure.code}"),
        "figure": said(tile.figure, say),
        "basis": ratio_words(tile.figure, say),
    }
    if value is None or usual is None:
        return TileWords(**words, note=say("board.points_none"), course=tile.course)
    change = value - usual
    key = _direction(change, "board.points_more", "board.points_less", "board.points_same")
    note = say(key, number=abs(change))
    return TileWords(**words, note=note, tone=_tone(change), course=tile.course)


def _orders(tile: Tile, board: Board, say: Say) -> TileWords:
    top = f"{tile.figure.top:,}"
    if tile.goal is None:
        return TileWords(
            label=say("kpi.orders"),
            figure=say("board.orders_alone", top=top),
            note=say("board.goal_none"),
            course=tile.course,
        )
    missing = tile.goal - int(tile.figure.top)
    note = say("board.goal_missing", number=missing) if missing > 0 else say("board.goal_reached")
    if board.span is not Span.MONTH:
        month = say("board.month_so_far", top=board.month_orders, goal=board.month_target)
        note = f"{note} · {month}"
    return TileWords(
        label=say("board.orders_goal"),
        figure=say("board.orders_unit", top=top, goal=f"{tile.goal:,}"),
        note=note,
        tone="warn" if missing > 0 else "good",
        course=tile.course,
    )


def _change(tile: Tile, board: Board, say: Say) -> tuple[str, str]:
    change = (tile.figure.value or Decimal(0)) - (tile.before or Decimal(0))
    span = board.span.value.lower()
    key = _direction(change, f"board.more_{span}", f"board.less_{span}", f"board.same_{span}")
    weekday = say(f"window.weekday_{_WEEKDAYS[board.day.weekday()]}")
    return say(key, number=f"{abs(change):,}", weekday=weekday), _tone(change)


def _direction(change: Decimal, more: str, less: str, same: str) -> str:
    if not change:
        return same
    return more if change > 0 else less


def _tone(change: Decimal) -> str:
    if not change:
        return "neutral"
    return "good" if change > 0 else "bad"
