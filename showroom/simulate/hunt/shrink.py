"""A failing run made short: fewer steps, fewer kinds of fault, fewer desks, still failing alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from showroom.simulate.case import Case, Step

Fails = Callable[[Case], bool]


def shrunk(case: Case, fails: Fails, most_runs: int = 40) -> Case:
    """The shortest case found by `most_runs` tries that fails as this one does."""
    search = _Search(fails, most_runs)
    best = _cut_short(case, search)
    for kind in sorted({step.kind for step in best.steps} - {"do", "sync"}):
        best = search.better(best, _without_kind(best, kind))
    for place in range(len(best.desks) - 1, 0, -1):
        best = search.better(best, _without_desk(best, place))
    best = _minimal(best, search)
    for plain in _plain_syncs(best):
        best = search.better(best, plain)
    return best


class _Search:
    """Tries cases until it may try no more."""

    def __init__(self, fails: Fails, left: int) -> None:
        self._fails, self._left = fails, left

    @property
    def is_over(self) -> bool:
        return self._left <= 0

    def fails(self, case: Case) -> bool:
        if self.is_over:
            return False
        self._left -= 1
        return self._fails(case)

    def better(self, best: Case, case: Case) -> Case:
        """The new case if it is another one and still fails."""
        return case if case != best and self.fails(case) else best


def _cut_short(case: Case, search: _Search) -> Case:
    """As few first steps as still fail, found by halving."""
    low, high = 0, len(case.steps)
    while low + 1 < high:
        middle = (low + high) // 2
        if search.fails(replace(case, steps=case.steps[:middle])):
            high = middle
        else:
            low = middle
    return replace(case, steps=case.steps[:high])


def _without_kind(case: Case, kind: str) -> Case:
    return replace(case, steps=tuple(step for step in case.steps if step.kind != kind))


def _without_desk(case: Case, place: int) -> Case:
    """The case without one desk and what happened there."""
    steps = tuple(
        replace(step, who=step.who - (step.who > place)) for step in case.steps if step.who != place
    )
    desks = case.desks[:place] + case.desks[place + 1 :]
    return replace(case, desks=desks, steps=steps)


def _minimal(case: Case, search: _Search) -> Case:
    """Delta debugging over the steps (Zeller): every part that can go is gone."""
    size = max(len(case.steps) // 2, 1)
    while not search.is_over:
        smaller = _once(case, size, search)
        if smaller == case and size == 1:
            return case
        size = max(size // 2, 1) if smaller == case else size
        case = smaller
    return case


def _once(case: Case, size: int, search: _Search) -> Case:
    at = 0
    while at < len(case.steps) and not search.is_over:
        fewer = replace(case, steps=_left_out(case.steps, at, size))
        if search.fails(fewer):
            case = fewer
        else:
            at += size
    return case


def _left_out(steps: Sequence[Step], at: int, size: int) -> tuple[Step, ...]:
    return (*steps[:at], *steps[at + size :])


def _plain_syncs(case: Case) -> Iterator[Case]:
    """The case with one exchange at a time made an ordinary one."""
    for at, step in enumerate(case.steps):
        if step.kind == "sync" and step.more:
            plain = (*case.steps[:at], replace(step, more=""), *case.steps[at + 1 :])
            yield replace(case, steps=plain)
