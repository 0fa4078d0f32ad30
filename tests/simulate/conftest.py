"""The first image of the group, made once for all cases and seeds."""

from collections.abc import Iterator

import pytest

from showroom.simulate.founding import Founding, founded


@pytest.fixture(scope="session")
def founding() -> Iterator[Founding]:
    with founded() as made:
        yield made
