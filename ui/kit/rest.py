"""The rows of a long list that are not read yet: fetched as one scrolls, or all to the end."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

L = TypeVar("L")
More = Callable[[L, int, Callable[[Sequence[L]], None]], None]
"""`more(last, limit, take)` reads at most `limit` rows after `last` and calls `take` with them.

It reads off the UI thread; `take` is called in the UI thread.
"""
PAGE = 400
CHUNK = 2000


class Rest(Generic[L]):
    """What follows the rows at hand; `show` is given each further part of it."""

    def __init__(self, show: Callable[[Sequence[L]], None]) -> None:
        self._show = show
        self._more: More[L] | None = None
        self._last: L | None = None
        self._held: list[L] = []
        self._then: list[Callable[[], None]] = []
        self._to_the_end = False
        self._at_once = False
        self._asked = False
        self._round = 0

    @property
    def is_read(self) -> bool:
        """Whether every row there is was shown."""
        return self._more is None

    def begin(self, lines: Sequence[L], more: More[L] | None) -> None:
        """Another list is shown, beginning with `lines`; what was asked before is off."""
        self._round += 1
        self._more, self._last = (more, lines[-1]) if lines else (None, None)
        self._asked = self._to_the_end = self._at_once = False
        self._held.clear()
        self._then.clear()

    def read_on(self) -> None:
        """Read the next rows, unless some are on their way."""
        self._ask(PAGE)

    def read_all(self, then: Callable[[], None] | None = None, *, at_once: bool = False) -> None:
        """Read every row there is, then call `then`; `at_once` shows them when all are read."""
        if then is not None:
            self._then.append(then)
        self._to_the_end = True
        self._at_once = at_once
        self._go_on()

    def _go_on(self) -> None:
        if self._more is not None:
            self._ask(CHUNK)
            return
        self._to_the_end = False
        then, self._then = self._then, []
        for each in then:
            each()

    def _ask(self, limit: int) -> None:
        if self._more is None or self._last is None or self._asked:
            return
        self._asked, now = True, self._round
        self._more(self._last, limit, lambda found: self._take(now, limit, found))

    def _take(self, asked_in: int, limit: int, found: Sequence[L]) -> None:
        if asked_in != self._round:
            return
        self._asked = False
        self._held += found
        if found:
            self._last = found[-1]
        if len(found) < limit:
            self._more = None
        if self._held and not (self._at_once and self._more is not None):
            held, self._held = self._held, []
            self._show(held)
        if self._to_the_end:
            self._go_on()
