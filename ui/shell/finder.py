"""What the search box finds: pages and actions at once, customers from the store."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction

from ui.context import Context, Hit
from ui.models.hits import Find
from ui.shell.help import listed

_SIGNS = {"customer": "customer", "quote": "quote", "contract": "contract", "vehicle": "vehicle"}


class Finder:
    """Answers the search box; `offered` gives each action that can be reached, with its icon."""

    def __init__(self, context: Context, offered: Callable[[], list[tuple[str, QAction]]]) -> None:
        self._context = context
        self._offered = offered

    def near(self, typed: str) -> Sequence[Find]:
        """The actions that `typed` (small letters) leads to; all of them for nothing typed."""
        finds = [
            Find(text, key, picture, action.trigger)
            for picture, action in self._offered()
            if action.isEnabled()
            for text, key in listed([action])
        ]
        return [find for find in finds if not typed or find.answers(typed)]

    def far(self, typed: str) -> Callable[[], Sequence[Find]]:
        """Work that looks `typed` up in the store."""
        search = self._context.search
        return lambda: [self._find(hit) for hit in search(typed)]

    def _find(self, hit: Hit) -> Find:
        shell = self._context.shell
        picture = _SIGNS.get(hit.kind, "search")
        return Find(hit.title, hit.detail, picture, lambda: shell.open_record(hit.kind, hit.key))
