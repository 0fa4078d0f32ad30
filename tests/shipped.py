"""The settings values the product ships, for tests of rules that take them as rows."""

import tomllib
from datetime import date
from typing import Any

import resources


def shipped(key: str, on: date = date(2026, 11, 22)) -> Any:
    """The value of `key` in force on a day."""
    rows = [
        row
        for file in resources.path("settings").glob("*.toml")
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["setting"]
        if row["key"] == key and row["valid_from"] <= on <= row.get("valid_to", date.max)
    ]
    return max(rows, key=lambda row: row["valid_from"])["value"]
