"""Whose turn it is to receive the next new customer: pure, plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Turn:
    """One party a consultant received today."""

    consultant_id: UUID
    at: datetime


def next_in_turn(consultants: Sequence[UUID], turns: Iterable[Turn]) -> UUID | None:
    """Who had the fewest parties today; of equals who waits longest, then the order given."""
    taken: dict[UUID, list[datetime]] = {person: [] for person in consultants}
    for turn in turns:
        if turn.consultant_id in taken:
            taken[turn.consultant_id].append(turn.at)
    return min(
        consultants,
        key=lambda person: (len(taken[person]), max(taken[person], default=_NEVER)),
        default=None,
    )


_NEVER = datetime.min.replace(tzinfo=UTC)
