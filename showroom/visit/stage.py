"""How far a visit of today has come, as its one pill in the list: pure."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The furthest a visit has come, furthest first."""

    LOST = "LOST"
    ORDERED = "ORDERED"
    QUOTED = "QUOTED"
    DRIVEN = "DRIVEN"
    IN_HALL = "IN_HALL"
    TO_CALL = "TO_CALL"
    LEFT = "LEFT"

    @property
    def word(self) -> str:
        """The catalogue key."""
        return f"visit.stage_{self.lower()}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is on record of a visit and its customer for the day."""

    in_hall: bool = False
    to_call: bool = False
    driven: bool = False
    quoted: bool = False
    ordered: bool = False
    lost: bool = False


def stage_of(seen: Seen) -> Stage:
    """The furthest of what was seen."""
    for is_there, stage in (
        (seen.lost, Stage.LOST),
        (seen.ordered, Stage.ORDERED),
        (seen.quoted, Stage.QUOTED),
        (seen.driven, Stage.DRIVEN),
        (seen.in_hall, Stage.IN_HALL),
        (seen.to_call, Stage.TO_CALL),
    ):
        if is_there:
            return stage
    return Stage.LEFT
