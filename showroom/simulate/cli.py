"""`showroom simulate`: seeds run, what held and what did not."""

import argparse
import json
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterator

from showroom.simulate.case import planned
from showroom.simulate.founding import Founding, founded
from showroom.simulate.running import Told
from showroom.simulate.running import run as run_case
from showroom.texts import Catalogue


def run(arguments: list[str], words: Catalogue) -> int:
    """Do what `showroom simulate …` asks for; 1 when an invariant does not hold."""
    asked = _parser(words).parse_args(arguments)
    first, _, last = asked.seeds.partition("..")
    seeds = range(int(first), int(last or first) + 1)
    told = []
    with founded() as founding:
        for one in _ran(founding, seeds, asked.jobs):
            told.append(one)
            _show(one, asked, words)
    answer = _answer(told)
    sys.stdout.write(_shown(answer, asked, words) + "\n")
    return int(bool(answer["violations"]))


def _parser(words: Catalogue) -> argparse.ArgumentParser:
    about = words("simulate.about_simulate")
    parser = argparse.ArgumentParser(prog="showroom simulate", description=about)
    parser.add_argument("--seeds", default="1..20", help=words("simulate.about_seeds"))
    parser.add_argument("--jobs", type=int, default=1, help=words("simulate.about_jobs"))
    for flag in ("json", "trace"):
        told = words(f"simulate.about_{flag}")
        parser.add_argument(f"--{flag}", action="store_true", help=told)
    return parser


def _ran(founding: Founding, seeds: range, jobs: int) -> Iterator[Told]:
    """Every seed's run, in order, on as many processes as are asked for."""
    if jobs < 2:
        yield from (run_case(founding, planned(seed)) for seed in seeds)
        return
    with multiprocessing.get_context("fork").Pool(jobs, _take, (founding,)) as pool:
        yield from pool.imap(_one, seeds)


_taken: list[Founding] = []


def _take(founding: Founding) -> None:
    _taken[:] = [founding]


def _one(seed: int) -> Told:
    return run_case(_taken[0], planned(seed))


def _show(one: Told, asked: argparse.Namespace, words: Catalogue) -> None:
    """What a seed is told of as it ends."""
    if asked.trace:
        sys.stdout.write(f"{one.seed} {one.trace}\n")
    for each in one.violations:
        told = words("simulate.violation", seed=one.seed, invariant=each.invariant, what=each.what)
        sys.stderr.write(told + "\n")
        sys.stderr.flush()


def _shown(answer: dict[str, object], asked: argparse.Namespace, words: Catalogue) -> str:
    if asked.json:
        return json.dumps(answer, ensure_ascii=False)
    facts = {name: answer[name] for name in ("seeds", "days")}
    found = len(answer["violations"])  # type: ignore[arg-type]
    faults = sum(answer["faults"].values())  # type: ignore[attr-defined]
    rate = answer["seeds_per_second"]
    return words("simulate.told", **facts, faults=faults, violations=found, rate=rate)


def _answer(told: list[Told]) -> dict[str, object]:
    faults: Counter[str] = Counter()
    for one in told:
        faults.update(one.faults)
    took = sum(one.seconds for one in told)
    return {
        "seeds": len(told),
        "days": sum(one.days for one in told),
        "faults": dict(sorted(faults.items())),
        "violations": [
            {"seed": one.seed, "invariant": each.invariant, "what": each.what}
            for one in told
            for each in one.violations
        ],
        "steps": sum(one.steps for one in told),
        "seconds": round(took, 2),
        "seeds_per_second": round(len(told) / took, 2) if took else 0,
    }
