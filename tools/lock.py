"""Writes the hash-only locks from pyproject.toml; `--check` only says whether they are current.

Three files: what the program runs on, what its tests and checks need besides, and uv, which
installs the other two. Every platform and Python 3.11 to 3.14 in one file each, and no address:
where packages come from is the business of the machine.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN, DEV, SETUP = "requirements.lock", "requirements-dev.lock", "requirements-setup.lock"
GROUPS = ("test", "check")

_SETUP_NEEDS = ("uv>=0.13,<0.14",)
_COMPILE = (
    sys.executable,
    *("-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--python-version", "3.11"),
)


def main() -> int:
    """Write the locks, or with `--check` return 1 if pyproject.toml has moved on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    wanted = needs(ROOT / "pyproject.toml")
    if parser.parse_args().check:
        return 0 if current(ROOT, wanted) else 1
    write(ROOT, wanted)
    return 0


def needs(pyproject: Path) -> dict[str, list[str]]:
    """What each lock must hold, as pyproject.toml words it."""
    said = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    groups = said["dependency-groups"]
    return {
        RUN: said["project"]["dependencies"],
        DEV: [need for group in GROUPS for need in groups[group]],
        SETUP: list(_SETUP_NEEDS),
    }


def current(root: Path, wanted: dict[str, list[str]]) -> bool:
    """Whether every lock was written for these needs."""
    return all(
        f"# needs: {digest(asked)}" in (root / name).read_text(encoding="utf-8")
        for name, asked in wanted.items()
    )


def digest(asked: list[str]) -> str:
    """Changes with any need, not with their order."""
    return hashlib.sha256("\n".join(sorted(asked)).encode()).hexdigest()


def entries(lock: str) -> list[str]:
    """The requirements of a lock, each with its hashes."""
    return re.findall(r"^[^\s#].*\n(?:[ \t]+.*\n?)*", lock, flags=re.MULTILINE)


def write(root: Path, wanted: dict[str, list[str]]) -> None:
    """Resolve anew: a version in a lock stays until its need moves or the lock is deleted."""
    run = _resolve(wanted[RUN], _text(root / RUN), "")
    both = _resolve(wanted[RUN] + wanted[DEV], _text(root / DEV), run)
    have = {entry.split()[0] for entry in entries(run)}
    beyond = "".join(entry for entry in entries(both) if entry.split()[0] not in have)
    found = {RUN: run, DEV: beyond, SETUP: _resolve(wanted[SETUP], _text(root / SETUP), "")}
    for name, lock in found.items():
        title = "# Made by `python -m tools.lock` from pyproject.toml; do not edit."
        head = f"{title}\n# needs: {digest(wanted[name])}\n"
        (root / name).write_text(head + lock, encoding="utf-8", newline="\n")


def _resolve(asked: list[str], known: str, fixed: str) -> str:
    """The lock text for `asked`; prefers the `known` versions, insists on the `fixed` ones."""
    with tempfile.TemporaryDirectory() as folder:
        ask, lock, bound = (Path(folder, name) for name in ("ask.in", "out.lock", "bound.txt"))
        ask.write_text("\n".join(asked), encoding="utf-8")
        lock.write_text(known, encoding="utf-8")
        bound.write_text(_pins(fixed), encoding="utf-8")
        command = [*_COMPILE, "--constraints", str(bound), "--output-file", str(lock), str(ask)]
        subprocess.run(command, check=True)
        return lock.read_text(encoding="utf-8")


def _pins(lock: str) -> str:
    """The lock without hashes, as constraints."""
    return "\n".join(entry.splitlines()[0].rstrip(" \\") for entry in entries(lock))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
