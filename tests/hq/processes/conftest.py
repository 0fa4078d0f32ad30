"""One HQ process on each database in turn, with two desk processes, for all tests here."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hq.processes.world import DeskProcess, World

_databases = itertools.count(1)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, template: Path
) -> Iterator[World]:
    """HQ serving, and two desks of one outlet in step with it."""
    place = tmp_path_factory.mktemp("world")
    database = "" if request.param == "sqlite" else _database(request)
    made = World(place, database)
    try:
        made.found()
        made.desk(Path(shutil.copytree(template, place / "first")))
        made.desk(place / "second")
        yield made
    finally:
        made.close()


def _database(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of the run's own PostgreSQL."""
    import psycopg

    server: str = request.getfixturevalue("postgres_server")
    name = f"processes_{next(_databases)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} STRATEGY FILE_COPY".encode())
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def first(world: World) -> DeskProcess:
    return world.desks[0]


@pytest.fixture
def second(world: World) -> DeskProcess:
    return world.desks[1]
