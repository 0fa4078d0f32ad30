"""A run written down: which desks there are, and every step with its own dice."""

from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from showroom.simulate.acts.deals import DEALS
from showroom.simulate.acts.deeds import DEEDS
from showroom.simulate.founding import HOUSES
from showroom.simulate.network import MISHAPS
from showroom.simulate.ports import dice

FAULTS: dict[str, float] = {
    **dict.fromkeys(MISHAPS, 0.25), "deliver": 0.2, "cut": 0.03, "kill": 0.05, "killsync": 0.08,
    "hqkill": 0.08, "full": 0.04, "copy": 0.05, "restore": 0.025, "clone": 0.015, "clock": 0.05,
    "hqbackup": 0.05, "hqrestore": 0.02, "poison": 0.03, "broken": 0.02, "newer": 0.03,
    "rot": 0.02, "revoke": 0.008, "enrol": 0.02, "move": 0.01, "double": 0.05,
}  # fmt: skip
"""Each kind of fault, and how often it comes (a step) in a seed that has it."""

ACTS = DEEDS | DEALS
_TOGETHER = {"restore": "copy", "hqrestore": "hqbackup", "delay": "deliver", "enrol": "revoke"}
_SYNC = 0.35
_LEAST, _MOST = 40, 90


@dataclass(frozen=True, slots=True)
class Step:
    """What happens, at which desk (by place), by which dice; `more` says which deed or mishap."""

    kind: str
    who: int
    dice: int
    more: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A run: what it was made of is in it whole, so that it replays without its seed."""

    seed: int
    desks: tuple[str, ...]
    steps: tuple[Step, ...]

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "seed": self.seed,
            "desks": list(self.desks),
            "steps": [[*asdict(step).values()] for step in self.steps],
        }

    @classmethod
    def of_json(cls, told: dict[str, Any]) -> "Case":
        """As it was kept."""
        steps = tuple(Step(*step) for step in told["steps"])
        return cls(told["seed"], tuple(told["desks"]), steps)


def planned(seed: int) -> Case:
    """The run of a seed."""
    rng = dice("plan", seed)
    desks = _desks(rng)
    faults = _swarm(rng)
    steps = [_step(rng, faults, len(desks)) for _ in range(rng.randrange(_LEAST, _MOST))]
    return Case(seed, desks, tuple(steps))


def _desks(rng: Random) -> tuple[str, ...]:
    """One to three outlets, two to five desks in all."""
    first, second, third = ([f"{h.code}-{letter}" for letter in h.desks] for h in HOUSES)
    desks = first[: rng.randrange(2, 4)]
    if rng.random() < 0.4:
        desks += second[: rng.randrange(1, 3)]
    if rng.random() < 0.2:
        desks += third[:1]
    return tuple(desks)


def _swarm(rng: Random) -> dict[str, float]:
    """Which kinds of fault this seed has, and how often each comes."""
    found = {
        kind: rate * rng.uniform(0.5, 2) for kind, rate in FAULTS.items() if rng.random() < 0.4
    }
    for kind, needed in _TOGETHER.items():
        if kind in found:
            found.setdefault(needed, FAULTS[needed])
    return found


def _step(rng: Random, faults: dict[str, float], desks: int) -> Step:
    who, own = rng.randrange(desks), rng.getrandbits(32)
    for kind, rate in faults.items():
        if kind not in MISHAPS and rng.random() < rate:
            return Step(kind, who, own, _deed(rng))
    if rng.random() < _SYNC:
        mishap = next((m for m in MISHAPS if m in faults and rng.random() < faults[m]), "")
        return Step("sync", who, own, mishap)
    return Step("do", who, own, _deed(rng))


def _deed(rng: Random) -> str:
    names = list(ACTS)
    return rng.choices(names, [ACTS[name][1] for name in names])[0]
