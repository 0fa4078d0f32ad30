"""The figures of the day counted from the story alone: none of the product's counting is used."""

from decimal import ROUND_HALF_UP, Decimal

from showroom.terms import Channel, VisitKind
from ui.demo.story import Arrival, Story


def recounted(story: Story) -> dict[str, str]:
    """Each figure by its code, as text: counts whole, rates in per cent with one decimal."""
    came = [each for each in story.visits if _counts(each)]
    buying = [each for each in came if each.kind is not VisitKind.NON_INTENT]
    first = [each for each in came if each.kind is VisitKind.FIRST]
    recorded = [each for each in first if each.phone]
    revisits = [each for each in came if each.kind is VisitKind.REVISIT]
    drivers = {drive["key"] for drive in story.drives if drive["mode"] == "DRIVE"}
    orders = 1
    counts = {
        "traffic": len(came),
        "buying": len(buying),
        "first": len(first),
        "first_on_file": sum(each.kind is VisitKind.FIRST_ON_FILE for each in came),
        "revisit": len(revisits),
        "non_intent": len(came) - len(buying),
        "recorded": len(recorded),
        "buyers": len({_who(each) for each in buying}),
        "drives": sum(drive["mode"] == "DRIVE" for drive in story.drives),
        "drivers": len(drivers),
        "orders": orders,
    }
    rates = {
        "record_rate": _percent(len(recorded), len(first)),
        "drive_rate": _percent(counts["drivers"], counts["buyers"]),
        "deal_rate": _percent(orders, len(recorded)),
        "revisit_rate": _percent(len(revisits), len(buying)),
    }
    return {**{code: str(number) for code, number in counts.items()}, **rates}


def _counts(arrival: Arrival) -> bool:
    """A call and a return within half an hour are no visits of their own."""
    return arrival.channel is Channel.WALK_IN and not arrival.continues


def _who(arrival: Arrival) -> str:
    """One customer by phone; a party without one is a customer of its own."""
    return arrival.phone or arrival.key


def _percent(top: int, bottom: int) -> str:
    if not bottom:
        return "—"
    return str((Decimal(top * 100) / bottom).quantize(Decimal("0.1"), ROUND_HALF_UP))
