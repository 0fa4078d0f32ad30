"""How the desk stands with HQ, for the rail: a few words and an icon, never colour alone."""

from dataclasses import dataclass
from typing import Any

from ui.words import words


@dataclass(frozen=True, slots=True)
class Sign:
    """What the rail shows: short words, an icon and the role it is painted in, and the whole."""

    text: str
    picture: str
    role: str
    whole: str


_PICTURES = {
    "alone": ("outlet", "muted"),
    "joining": ("cloud-up", "muted"),
    "revoked": ("lock", "bad_ink"),
    "attention": ("warning", "warn_ink"),
    "offline": ("cloud-off", "muted"),
    "pending": ("cloud-up", "ink_soft"),
    "synced": ("cloud-ok", "good_ink"),
}


def sign_of(standing: Any) -> Sign:  # noqa: ANN401 - showroom.exchange.status.Standing, or None
    """What to show of a standing; None where nothing is known of a headquarters."""
    state = kind_of(standing)
    count = standing.pending if standing is not None else 0
    if state == "attention":
        count = standing.tray + standing.conflicts
    key = f"exchange.rail_{state}"
    if state == "offline" and count:
        key = "exchange.rail_offline_pending"
    text = words(key, count=count)
    return Sign(text, *_PICTURES[state], f"{words('exchange.title')}：{text}")


def kind_of(standing: Any) -> str:  # noqa: ANN401 - as `sign_of`
    """The one thing a person should know first."""
    if standing is None:
        return "alone"
    state = str(standing.state.value).lower()
    waiting = standing.tray + standing.conflicts
    return "attention" if waiting and state not in {"alone", "joining", "revoked"} else state
