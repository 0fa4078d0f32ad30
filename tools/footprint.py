"""What each dependency of the program costs: installed size and time to import.

`python -m tools.footprint` prints the figures of docs/decisions/dependencies.md. Sizes are of the
wheels in this environment; a package that others bring along is counted where it stands. Times
are CPU time of a fresh process that imports the module, less one that imports nothing: the median
of nine.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9

# The module whose import is timed, where it is not the name of the distribution.
_MODULES = {
    "argon2-cffi": "argon2",
    "pynacl": "nacl.secret",
    "pyside6-addons": "PySide6.QtPdf",
    "pyside6-essentials": "PySide6.QtWidgets",
    "python-calamine": "python_calamine",
    "reportlab": "reportlab.pdfgen.canvas",
    "sqlcipher3": "sqlcipher3.dbapi2",
    "typing-extensions": "typing_extensions",
}


@dataclass(frozen=True)
class Cost:
    """One dependency: sizes in MB, time in ms of CPU."""

    name: str
    version: str
    licence: str
    own_mb: float
    brought_mb: float
    import_ms: float


def main() -> int:
    """Print one line per dependency, the heaviest first."""
    costs = sorted(measured(direct(ROOT / "pyproject.toml")), key=lambda cost: -cost.own_mb)
    print("| package | version | licence | MB | MB it brings | import, ms CPU |")
    print("| --- | --- | --- | --: | --: | --: |")
    for cost in costs:
        sizes = f"{cost.own_mb:.1f} | {cost.brought_mb:.1f}"
        print(f"| {cost.name} | {cost.version} | {cost.licence} | {sizes} | {cost.import_ms:.0f} |")
    return 0


def direct(pyproject: Path) -> list[str]:
    """The names the program asks for itself."""
    said = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["dependencies"]
    return [name_of(need) for need in said]


def name_of(need: str) -> str:
    """The bare name of a requirement."""
    found = re.match(r"[A-Za-z0-9._-]+", need)
    if found is None:
        raise ValueError(need)
    return found[0].lower().replace("_", "-")


def measured(names: list[str]) -> Iterator[Cost]:
    """The cost of each, in their order."""
    idle = cpu_ms("pass")
    for name in names:
        package = distribution(name)
        others = brought(package, set(names))
        module = _MODULES.get(name, name)
        yield Cost(
            name,
            package.version,
            licence(package),
            size_mb(package),
            sum(map(size_mb, others)),
            max(0.0, cpu_ms(f"import {module}") - idle),
        )


def brought(package: Distribution, known: set[str]) -> list[Distribution]:
    """What it needs in turn and the program did not ask for itself."""
    found: dict[str, Distribution] = {}
    waiting = _needs(package)
    while waiting:
        name = waiting.pop()
        if name not in found and name not in known:
            try:
                found[name] = distribution(name)
            except PackageNotFoundError:  # for another platform or Python
                continue
            waiting.extend(_needs(found[name]))
    return list(found.values())


def size_mb(package: Distribution) -> float:
    """Bytes of its files on disk, in millions; compiled caches left out."""
    files = (Path(str(file.locate())) for file in package.files or () if file.suffix != ".pyc")
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def licence(package: Distribution) -> str:
    """As the package states it: the expression, else the classifier, else the free text."""
    classes = [each for each in _said(package, "Classifier") if each.startswith("License ::")]
    named = [each.rpartition(" :: ")[2] for each in classes[-1:]]
    stated = [*_said(package, "License-Expression"), *named, *_said(package, "License")]
    return stated[0].splitlines()[0] if stated else "not stated"


def cpu_ms(code: str) -> float:
    """CPU milliseconds of a fresh interpreter that runs `code`; the median of several."""
    program = f"{code}\nimport time; print(time.process_time())"
    return 1000 * median(_run(program) for _ in range(ROUNDS))


def _run(program: str) -> float:
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    return float(done.stdout)


def _said(package: Distribution, field: str) -> list[str]:
    return [str(value) for value in package.metadata.get_all(field) or []]


def _needs(package: Distribution) -> list[str]:
    """Names it requires always; extras are left out."""
    return [name_of(need) for need in package.requires or () if "extra ==" not in need]


if __name__ == "__main__":
    sys.exit(main())
