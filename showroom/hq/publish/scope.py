"""Who rows are published to: everybody, a policy group, one outlet; and the bucket of each kind."""

from dataclasses import dataclass
from typing import Self

from showroom.errors import Refusal
from showroom.hq.publish.sheets.rows import Row
from showroom.hq.publish.standing import HqOutlet, Standing
from showroom.terms import OutletKind

EVERYBODY = "hq"
_GROUP, _OUTLET, _FLOOR = "group:", "outlet:", "floor:"


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is meant, as the bucket that holds ordinary rows."""

    bucket: str

    @classmethod
    def parse(cls, text: str, standing: Standing) -> Self:
        """`all`, `group:NAME` or `outlet:CODE`.

        Raises:
            Refusal: `publish.unknown_scope`, `publish.unknown_group`, `publish.no_outlet`.
        """
        if text == "all":
            return cls(EVERYBODY)
        name = text.partition(":")[2]
        if text.startswith(_GROUP) and name:
            if name not in standing.groups:
                known = "、".join(standing.groups)
                raise Refusal("publish.unknown_group", name=name, known=known)
            return cls(text)
        if text.startswith(_OUTLET) and name:
            if standing.outlet(name) is None:
                raise Refusal("publish.no_outlet", name=name)
            return cls(text)
        raise Refusal("publish.unknown_scope", text=text)

    def means(self, outlet: HqOutlet) -> bool:
        """Whether an outlet is among them."""
        return self.bucket in (EVERYBODY, _GROUP + outlet.group, _OUTLET + outlet.code)

    def buckets(self, row: Row, standing: Standing) -> list[str]:
        """Where a row goes: floor prices to the groups that have a 4S, targets to their outlet."""
        if row.kind.name == "targets":
            return [_OUTLET + row.values["outlet"]]
        return floors(self, standing) if row.kind.name == "floors" else [self.bucket]


def floors(scope: Scope, standing: Standing) -> list[str]:
    """The buckets of floor prices; none for one outlet, or where all are second tier."""
    groups = {
        outlet.group
        for outlet in standing.outlets
        if outlet.kind is not OutletKind.TIER2 and scope.means(outlet)
    }
    one = scope.bucket.startswith(_OUTLET)
    return [] if one else [_FLOOR + group for group in sorted(groups)]


def share_an_outlet(first: str, second: str, standing: Standing) -> bool:
    """Whether some outlet, there or to come, reads both of two buckets."""
    if first == second or EVERYBODY in (first, second):
        return True
    return any(
        {first, second} <= {_GROUP + o.group, _OUTLET + o.code, _FLOOR + o.group}
        for o in standing.outlets
    )


def readers(bucket: str, standing: Standing) -> list[str]:
    """The codes of the outlets that read a bucket."""
    return [
        o.code
        for o in standing.outlets
        if bucket in (EVERYBODY, _GROUP + o.group, _OUTLET + o.code, _FLOOR + o.group)
        and not (bucket.startswith(_FLOOR) and o.kind is OutletKind.TIER2)
    ]
