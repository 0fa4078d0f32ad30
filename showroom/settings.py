"""Settings rows in force: every rate, cadence, limit and weight, looked up as of a date."""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

import resources
from db.in_force import in_force as holds
from db.models.outlet import Setting
from showroom.errors import Trouble


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One settings row: `value` holds from `valid_from` to `valid_to`, both included."""

    id: UUID
    key: str
    valid_from: date
    valid_to: date | None
    value: Any
    source: str


@dataclass(frozen=True, slots=True)
class ShippedSetting:
    """A settings row as a new outlet starts with it."""

    key: str
    valid_from: date
    valid_to: date | None
    value: Any
    source: str


def in_force(session: Session, key: str, on: date) -> SettingRow | None:
    """The one row of `key` in force on a business date (`db.in_force`)."""
    rows = session.execute(_rows(key).where(holds(Setting, "key", on))).all()
    return SettingRow(*rows[0]) if rows else None


def history(session: Session, key: str) -> list[SettingRow]:
    """Every row of `key`, the oldest first."""
    rows = session.execute(_rows(key).order_by(Setting.valid_from, Setting.id))
    return [SettingRow(*row) for row in rows]


def value(session: Session, key: str, on: date) -> Any:  # noqa: ANN401 - JSON
    """The value in force; raises Trouble when there is none, which a full store never meets."""
    row = in_force(session, key, on)
    if row is None:
        raise Trouble("settings.missing", key=key, date=on)
    return row.value


def shipped() -> list[ShippedSetting]:
    """The rows in `resources/settings`, with their sources."""
    files = sorted(resources.path("settings").glob("*.toml"))
    return [
        ShippedSetting(
            key=row["key"],
            valid_from=row["valid_from"],
            valid_to=row.get("valid_to"),
            value=row["value"],
            source=row["source"],
        )
        for file in files
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["setting"]
    ]


def _rows(key: str) -> Any:  # noqa: ANN401 - a Select of six columns
    return select(
        Setting.id,
        Setting.key,
        Setting.valid_from,
        Setting.valid_to,
        Setting.value,
        Setting.source,
    ).where(Setting.key == key)
