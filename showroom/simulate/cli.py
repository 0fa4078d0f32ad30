"""`showroom simulate`: seeds run, planted bugs hunted, cases replayed and made short."""

import argparse
import json
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from showroom.simulate.case import planned
from showroom.simulate.founding import Founding, founded
from showroom.simulate.hunt import hunting
from showroom.simulate.hunt.bugs import BUGS
from showroom.simulate.running import Told
from showroom.simulate.running import run as run_case
from showroom.texts import Catalogue


def run(arguments: list[str], words: Catalogue) -> int:
    """Do what `showroom simulate …` asks for; 1 when an invariant does not hold."""
    asked = _parser(words).parse_args(arguments)
    with founded() as founding:
        if asked.hunt is not None:
            return _hunted(founding, asked, words)
        if asked.replay:
            told = [_replayed(founding, asked.replay)]
            _show(told[0], asked, words)
        else:
            told = list(_seeds(founding, asked, words))
        if asked.shrink and any(one.violations for one in told):
            _shrink(founding, next(one for one in told if one.violations), asked, words)
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
    for flag in ("replay", "shrink"):
        parser.add_argument(f"--{flag}", type=Path, help=words(f"simulate.about_{flag}"))
    hunt = words("simulate.about_hunt")
    parser.add_argument("--hunt", nargs="?", const="", choices=["", *BUGS], help=hunt)
    return parser


def _seeds(founding: Founding, asked: argparse.Namespace, words: Catalogue) -> Iterator[Told]:
    first, _, last = asked.seeds.partition("..")
    for one in _ran(founding, range(int(first), int(last or first) + 1), asked.jobs):
        _show(one, asked, words)
        yield one


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


def _replayed(founding: Founding, path: Path) -> Told:
    """A kept case, with its planted bug if it has one."""
    case, bug, _ = hunting.load(path)
    return hunting.with_bug(founding, case, bug)


def _shrink(founding: Founding, failed: Told, asked: argparse.Namespace, words: Catalogue) -> None:
    """Make the first failing run short and keep it."""
    case, bug, _ = hunting.load(asked.replay) if asked.replay else (planned(failed.seed), "", "")
    violation = failed.violations[0]
    short = hunting.shortest(founding, case, bug, violation.invariant)
    hunting.save(asked.shrink, short, bug, violation)
    facts = {"steps": len(short.steps), "desks": len(short.desks), "file": asked.shrink}
    sys.stderr.write(words("simulate.shrunk", **facts) + "\n")


def _hunted(founding: Founding, asked: argparse.Namespace, words: Catalogue) -> int:
    """Look for the planted bugs; with --shrink, that is a folder to keep the shortest cases in."""
    missed = 0
    for bug in [asked.hunt] if asked.hunt else BUGS:
        found = hunting.hunt(founding, bug)
        if found is None:
            missed += 1
            told = words("simulate.not_found", bug=bug, count=hunting.MOST_SEEDS)
        else:
            by = {"invariant": found.violation.invariant, "count": found.seeds}
            told = words("simulate.found", bug=bug, seed=found.case.seed, **by)
            _keep(founding, found, asked.shrink)
        sys.stdout.write(told + "\n")
        sys.stdout.flush()
    return int(missed > 0)


def _keep(founding: Founding, found: hunting.Found, folder: Path | None) -> None:
    if folder is not None:
        short = hunting.shortest(founding, found.case, found.bug, found.violation.invariant)
        hunting.save(folder / f"{found.bug}.json", short, found.bug, found.violation)


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
