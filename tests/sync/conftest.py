"""A group of headquarters and two desks of one outlet, in one process, on real stores."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from showroom.clock import SetClock
from tests.sync.world import Group, Member


@pytest.fixture
def group(tmp_path: Path, clock: SetClock) -> Iterator[Group]:
    """Headquarters, and room for desks."""
    made = Group(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def first(group: Group, folder: Path) -> Member:
    """The sample outlet's desk, enrolled; nothing was exchanged yet."""
    return group.first(folder)


@pytest.fixture
def second(group: Group, first: Member) -> Member:
    """A second desk of that outlet; both have all there is."""
    first.sync()
    member = group.another(first)
    member.sync()
    return member
