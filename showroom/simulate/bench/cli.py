"""`showroom bench sync` and `showroom bench load`: what sync costs, beside its floor and bar."""

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

from showroom.simulate.bench.bars import Asked, Bar, bars, load_average
from showroom.simulate.bench.load import Borne, Load, bear
from showroom.texts import Catalogue


def run(arguments: list[str], words: Catalogue) -> int:
    """Do what `showroom bench …` asks for; 1 when a bar does not hold or HQ failed a desk."""
    asked = _parser(words).parse_args(arguments)
    return _load(asked, words) if asked.what == "load" else _sync(asked, words)


def _parser(words: Catalogue) -> argparse.ArgumentParser:
    about = words("simulate.about_bench")
    parser = argparse.ArgumentParser(prog="showroom bench", description=about)
    kinds = parser.add_subparsers(dest="what", required=True)
    sync = kinds.add_parser("sync", help=words("bench.about_sync"))
    sync.add_argument("--rows", type=int, action="append", help=words("bench.about_rows"))
    sync.add_argument("--quick", action="store_true", help=words("bench.about_quick"))
    load = kinds.add_parser("load", help=words("bench.about_load"))
    usual = Load()
    for name in ("desks", "requests", "changes"):
        told = words(f"bench.about_{name}")
        load.add_argument(f"--{name}", type=int, default=getattr(usual, name), help=told)
    load.add_argument("--store", default="", help=words("bench.about_store"))
    for one in (sync, load):
        one.add_argument("--json", action="store_true", help=words("bench.about_json"))
    return parser


def _sync(asked: argparse.Namespace, words: Catalogue) -> int:
    wanted = Asked.quick() if asked.quick else Asked()
    if asked.rows:
        wanted = Asked(
            tuple(asked.rows), wanted.changes, wanted.turns, wanted.first, wanted.captured
        )
    before = load_average()
    told = list(_shown(bars(wanted), words, silent=asked.json))
    if asked.json:
        lines = [_fields(bar) for bar in told]
        answer = {"bars": lines, "load": [before, load_average()], "quick": asked.quick}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    elif before is not None:
        sys.stdout.write(words("bench.busy", load=before) + "\n")
    return int(not all(bar.holds for bar in told))


def _shown(told: Iterable[Bar], words: Catalogue, *, silent: bool) -> Iterable[Bar]:
    """Each bar, told as it is measured."""
    for bar in told:
        if not silent:
            sys.stdout.write(_line(bar, words) + "\n")
            sys.stdout.flush()
        yield bar


def _line(bar: Bar, words: Catalogue) -> str:
    parts = [words(f"bench.{bar.name}", count=bar.at), f"{bar.figure:.4g} {bar.unit}".strip()]
    if bar.floor is not None:
        parts.append(words("bench.floor", floor=f"{bar.floor:.3g} {bar.unit}"))
    if bar.most is not None:
        sign = words("bench.holds" if bar.holds else "bench.fails")
        parts.append(words("bench.most", most=f"{bar.most:.4g} {bar.unit}".strip(), sign=sign))
    return "  ".join(parts)


def _fields(bar: Bar) -> dict[str, object]:
    return asdict(bar) | {"holds": bar.holds}


def _load(asked: argparse.Namespace, words: Catalogue) -> int:
    load = Load(asked.desks, asked.requests, asked.changes, min(50, asked.desks))
    borne = bear(load, asked.store)
    store = "postgresql" if asked.store else "sqlite"
    if asked.json:
        told = {"store": store, **asdict(load), **asdict(borne)}
        told["rows_a_second"] = borne.rows_a_second
        sys.stdout.write(json.dumps(told | {"load": load_average()}) + "\n")
    else:
        sys.stdout.write(words("bench.borne", **_told(borne), store=store, desks=load.desks) + "\n")
    return int(borne.errors > 0)


def _told(borne: Borne) -> dict[str, object]:
    return {
        "requests": borne.requests, "rows": borne.rows, "errors": borne.errors,
        "p50": round(borne.p50 * 1e3), "p99": round(borne.p99 * 1e3),
        "rate": round(borne.rows_a_second), "raw": round(borne.raw_rows),
        "cpu": round(borne.cpu, 2), "seconds": round(borne.seconds, 2),
    }  # fmt: skip
