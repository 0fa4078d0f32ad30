"""Seeds of the deterministic simulation: every invariant holds, and a seed replays identically."""

from collections.abc import Iterator

import pytest

from showroom.simulate.case import planned
from showroom.simulate.founding import Founding, founded
from showroom.simulate.running import run


@pytest.fixture(scope="module")
def founding() -> Iterator[Founding]:
    with founded() as made:
        yield made


@pytest.mark.parametrize("seed", range(1, 9))
def test_every_invariant_holds(founding: Founding, seed: int) -> None:
    assert run(founding, planned(seed)).violations == []


def test_a_seed_runs_alike_twice(founding: Founding) -> None:
    assert run(founding, planned(3)).trace == run(founding, planned(3)).trace
