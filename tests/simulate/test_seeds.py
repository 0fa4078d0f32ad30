"""Seeds of the deterministic simulation: every invariant holds, and a seed replays identically."""

import os
import subprocess
import sys

import pytest

from showroom.simulate.case import planned
from showroom.simulate.founding import Founding
from showroom.simulate.running import run

SAME = "import sys; from showroom.cli import main; sys.exit(main())"


@pytest.mark.parametrize("seed", range(1, 13))
def test_every_invariant_holds(founding: Founding, seed: int) -> None:
    assert run(founding, planned(seed)).violations == []


def test_a_seed_runs_alike_in_another_process(founding: Founding) -> None:
    here = run(founding, planned(3)).trace
    words = ["simulate", "--seeds", "3..3", "--trace"]
    env = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", SAME, *words], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[:2] == ["3", here]
