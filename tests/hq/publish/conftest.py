"""Headquarters with an outlet of each sort, and whoever publishes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert

from db import headquarters as tables
from showroom.hq.headquarters import Headquarters
from showroom.hq.publish.publishing import Publish, Published, publish
from tests.hq.publish.writing import Rows, as_json

Issue = Callable[..., Published]


@pytest.fixture
def outlets(hq: Headquarters) -> Headquarters:
    """HQ knowing a 4S and a second-tier outlet, each of its own group."""
    for number, (code, kind, group) in enumerate(
        (("NJHX", "S4", "east"), ("NJ01", "TIER2", "second")), 1
    ):
        with hq.store.write() as connection:
            connection.execute(
                insert(tables.outlet).values(
                    code=code, outlet_id=UUID(int=number).bytes, name=code, kind=kind,
                    policy_group=group, status="OPEN", zone="Asia/Shanghai",
                )
            )  # fmt: skip
    return hq


@pytest.fixture
def issue(outlets: Headquarters, tmp_path: Path) -> Issue:
    """Publishes rows by kind as a JSON file, to everybody unless told."""

    def made(sheets: Mapping[str, Rows], to: str = "all") -> Published:
        file = as_json(tmp_path / "book.json", sheets)
        return publish(outlets, Publish((file,), to, "陈总"))

    return made


def codes(done: Published) -> list[str]:
    return [problem.code.removeprefix("publish.") for problem in done.preview.problems]


def held(hq: Headquarters, table: str) -> dict[str, list[dict[str, Any]]]:
    """The cells HQ holds of a table, by bucket, the earliest first."""
    from showroom.hq.publish import standing

    found: dict[str, list[dict[str, Any]]] = {}
    with hq.store.read() as connection:
        for row in standing.held(connection, [table]):
            found.setdefault(row.bucket, []).append(dict(row.cells))
    for rows in found.values():
        rows.sort(key=lambda cells: cells.get("valid_from", ""))
    return found
