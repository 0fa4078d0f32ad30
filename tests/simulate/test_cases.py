"""Recorded cases: each fails with its planted bug, and holds without; a mended one holds."""

from pathlib import Path

import pytest

from showroom.simulate.founding import Founding
from showroom.simulate.hunt import hunting

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))
PLANTED = [path for path in CASES if hunting.load(path)[1]]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_recorded_case_holds(founding: Founding, path: Path) -> None:
    case, _, _ = hunting.load(path)
    assert hunting.with_bug(founding, case, "").violations == []


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_a_planted_bug_is_found(founding: Founding, path: Path) -> None:
    case, bug, invariant = hunting.load(path)
    told = hunting.with_bug(founding, case, bug)
    assert invariant in {each.invariant for each in told.violations}
