"""The day as it is told in `resources/sample/day.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

import resources
from showroom.terms import (
    Channel,
    Gender,
    IntentLevel,
    NonIntentReason,
    Source,
    VisitKind,
)

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One party or call: what is typed, and what it must count as (`kind`, `continues`).

    `at` and `leaves` are the outlet's time.
    """

    key: str
    at: time
    kind: VisitKind
    channel: Channel
    reason: NonIntentReason | None
    continues: str
    name: str
    gender: Gender | None
    phone: str
    source: Source | None
    model: str
    level: IntentLevel | None
    size: int
    note: str
    leaves: time | None
    by_keys: bool
    greeted: bool

    @classmethod
    def told(cls, row: Mapping[str, Any]) -> Self:
        """From a table of the file."""
        return cls(
            key=row["key"],
            at=clock(row["at"]),
            kind=VisitKind(row["kind"]),
            channel=Channel(row.get("channel", "WALK_IN")),
            reason=NonIntentReason(row["reason"]) if "reason" in row else None,
            continues=row.get("continues", ""),
            name=row.get("name", ""),
            gender=Gender(row["gender"]) if "gender" in row else None,
            phone=row.get("phone", ""),
            source=Source(row["source"]) if "source" in row else None,
            model=row.get("model", ""),
            level=IntentLevel(row["level"]) if "level" in row else None,
            size=row.get("size", 1),
            note=row.get("note", ""),
            leaves=clock(row["leaves"]) if "leaves" in row else None,
            by_keys=row.get("by_keys", False),
            greeted=row.get("greeted", False),
        )


@dataclass(frozen=True, slots=True)
class Story:
    """The day: its date, its arrivals, and the tables of the other scenes as they stand."""

    day: date
    visits: tuple[Arrival, ...]
    drives: tuple[Mapping[str, Any], ...]
    scenes: Mapping[str, Mapping[str, Any]]

    @classmethod
    def read(cls) -> Self:
        """The shipped story."""
        told = tomllib.loads(resources.path("sample", "day.toml").read_text(encoding="utf-8"))
        return cls(
            day=told.pop("day"),
            visits=tuple(map(Arrival.told, told.pop("visit"))),
            drives=tuple(told.pop("drive")),
            scenes=told,
        )

    def visit(self, key: str) -> Arrival:
        """The arrival of that key."""
        return next(each for each in self.visits if each.key == key)

    def at(self, moment: str | time, days: int = 0) -> datetime:
        """The instant (UTC) of a time of the day, or of the one so many days later."""
        local = moment if isinstance(moment, time) else clock(moment)
        return datetime.combine(self.day + timedelta(days), local, ZONE).astimezone(UTC)


def clock(text: str) -> time:
    """`09:12` as a time."""
    return time.fromisoformat(text)
