"""The hunt: how many seeds it takes to find each planted bug, and the shortest case of it."""

import json
from dataclasses import dataclass
from pathlib import Path

from showroom.simulate.case import Case, planned
from showroom.simulate.founding import Founding
from showroom.simulate.hunt.bugs import BUGS
from showroom.simulate.hunt.shrink import shrunk
from showroom.simulate.running import Told, run
from showroom.simulate.world import Violation

MOST_SEEDS = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A bug found: after how many seeds, in which one, by what."""

    bug: str
    seeds: int
    case: Case
    violation: Violation


def with_bug(founding: Founding, case: Case, bug: str) -> Told:
    """The run of a case by a product that has the bug (none: the product as it is)."""
    if not bug:
        return run(founding, case)
    with BUGS[bug]():
        return run(founding, case)


def hunt(founding: Founding, bug: str, first: int = 1) -> Found | None:
    """Look for a planted bug from a seed on; None when it is not found soon enough."""
    for seed in range(first, first + MOST_SEEDS):
        case = planned(seed)
        told = with_bug(founding, case, bug)
        if told.violations:
            return Found(bug, seed - first + 1, case, told.violations[0])
    return None


def shortest(founding: Founding, case: Case, bug: str, invariant: str) -> Case:
    """The case made short; it fails by the same invariant."""

    def fails(tried: Case) -> bool:
        told = with_bug(founding, tried, bug)
        return any(each.invariant == invariant for each in told.violations)

    return shrunk(case, fails)


def save(path: Path, case: Case, bug: str, violation: Violation) -> None:
    """Keep a case: `bug` is what it is found with, empty for one that is mended."""
    told = {"bug": bug, "invariant": violation.invariant, "what": violation.what}
    steps = ",".join(f"\n  {json.dumps(step)}" for step in case.as_json()["steps"])
    head = json.dumps({**told, "seed": case.seed, "desks": list(case.desks)}, ensure_ascii=False)
    path.write_bytes(f'{head[:-1]},\n "steps": [{steps}]}}\n'.encode())


def load(path: Path) -> tuple[Case, str, str]:
    """A kept case, its bug and the invariant that tells it."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return Case.of_json(told), told["bug"], told["invariant"]
