"""Two desks of one outlet and headquarters in one process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from showroom.clock import SetClock
from showroom.exchange.derived import Derived
from tests.sync.world import Group, Member


@pytest.fixture
def group(tmp_path: Path, clock: SetClock) -> Iterator[Group]:
    """Headquarters, and no desk yet."""
    made = Group(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def first(group: Group, folder: Path) -> Member:
    """The sample outlet's desk, joined and in step."""
    return _derived(group.first(folder))


@pytest.fixture
def second(group: Group, first: Member) -> Member:
    """Another desk of the same outlet, in step with the first."""
    first.sync()
    made = _derived(group.another(first))
    made.sync()
    return made


def _derived(member: Member) -> Member:
    member.engine.derive = Derived(member.desk.ports.ids)
    member.sync()
    return member
