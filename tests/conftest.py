"""A real, encrypted store for every test that asks: cloned from one made once a session."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.encryption import Keeper
from showroom.clock import SetClock
from showroom.desk import Desk, Ports, open_desk
from showroom.outlet.commands import set_up_sample
from showroom.staff.commands import SignIn, sign_in

PASSWORD = "Showroom-2026"
DAY = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # 10:00 in Nanjing


@pytest.fixture
def clock() -> SetClock:
    """A clock at 10:00 of 2026-11-22 in the outlet's zone; `clock.put`, `clock.advance`."""
    return SetClock(DAY)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the sample outlet, made once."""
    root = tmp_path_factory.mktemp("template")
    keeper = Keeper("file", root / "store.key")
    made = set_up_sample(root / "data", PASSWORD, keeper, Ports.of(SetClock(DAY)))
    with made.desk.opened.store.applying() as connection:  # each test's copy finds its own home
        connection.exec_driver_sql("UPDATE replica SET fingerprint = NULL")
    made.desk.close()
    return root / "data"


@pytest.fixture(autouse=True, scope="session")
def _witnesses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The witnesses of this run's stores stay out of the person's own folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own, holding the sample outlet."""
    return Path(shutil.copytree(template, tmp_path / "data"))


@pytest.fixture
def desk(folder: Path, clock: SetClock) -> Iterator[Desk]:
    """The sample outlet's desk with nobody signed in."""
    opened = open_desk(folder, Ports.of(clock))
    yield opened
    opened.close()


@pytest.fixture
def manager(desk: Desk) -> Desk:
    """The store manager (李雯) at the desk."""
    return sign_in(desk, SignIn("liwen", PASSWORD))


@pytest.fixture
def consultant(desk: Desk) -> Desk:
    """A consultant (李倩) at the desk."""
    return sign_in(desk, SignIn("liqian", PASSWORD))


@pytest.fixture
def cashier(desk: Desk) -> Desk:
    """The cashier (周敏) at the desk."""
    return sign_in(desk, SignIn("zhoumin", PASSWORD))


@pytest.fixture
def receptionist(desk: Desk) -> Desk:
    """The receptionist (孙悦) at the desk."""
    return sign_in(desk, SignIn("sunyue", PASSWORD))
