"""The closed lists of contended things."""

from enum import auto

from showroom.terms import Term


class ClaimKind(Term):
    """What only one may have: a car by its VIN, a demo car's time, an official number."""

    VIN = auto()
    SLOT = auto()
    NUMBER = auto()


class ClaimVerdict(Term):
    """The word on a claim, or on a lease; none means not decided yet."""

    GRANTED = auto()
    REFUSED = auto()


class ClaimStanding(Term):
    """How a wish stands: 待确认, 已确认, 被占用, 已放开."""

    TENTATIVE = auto()
    GRANTED = auto()
    REFUSED = auto()
    RELEASED = auto()
