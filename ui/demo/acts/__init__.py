"""The acts of the demo day, each driving the pages of one step."""

from collections.abc import Callable
from importlib import import_module

from ui.demo.play import Play

Act = Callable[[Play], None]

_PROGRAMME = (
    ("opening", "opening:play"),
    ("ledger", "ledger:play"),
    ("reception", "reception:morning"),
    ("customer", "customer:play"),
    ("testdrive", "testdrive:play"),
    ("quote", "quote:play"),
    ("contract", "contract:play"),
    ("afternoon", "reception:afternoon"),
    ("board", "board:play"),
    ("dayclose", "dayclose:play"),
    ("english", "ending:english"),
    ("store", "ending:store"),
    ("headquarters", "headquarters:play"),
    ("joining", "joining:play"),
    ("together", "together:play"),
    ("parcel", "parcel:play"),
    ("agreed", "agreed:play"),
    ("done", "ending:done"),
)


def programme() -> list[tuple[str, Act]]:
    """The acts in the order of the day, by name."""
    return [(name, _act(where)) for name, where in _PROGRAMME]


def _act(where: str) -> Act:
    """The act, or one that says why it cannot be played: the others go on without it."""

    def act(play: Play) -> None:
        module, _, name = where.partition(":")
        chosen: Act = getattr(import_module(f"ui.demo.acts.{module}"), name)
        chosen(play)

    return act
