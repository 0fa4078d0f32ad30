"""Which modules have a test of the same name, under the floor or the room they belong to."""

import ast
from pathlib import Path

from tools.budgets.promises import Share
from tools.budgets.sources import Source, type_of_function


def mirrored(product: list[Source], tests: list[Source]) -> Share:
    """Modules with a same-named test, of those that do anything; tables and data are declared."""
    have = {source.path for source in tests}
    doing = [source for source in product if _does_something(source)]
    missing = tuple(str(each.path) for each in doing if not _places(each.path) & have)
    return Share(len(doing) - len(missing), len(doing), missing)


def _does_something(source: Source) -> bool:
    """Whether it has a function; `__init__` and `__main__` go by their package."""
    if source.path.name.startswith("__"):
        return False
    return any(isinstance(node, type_of_function) for node in ast.walk(source.tree))


def _places(path: Path) -> set[Path]:
    """Where the test of `showroom/visit/rules.py` or `ui/pages/visit.py` may stand."""
    tests, floor, inner = Path("tests"), path.parts[0], path.parts[1:-1]
    name = f"test_{path.stem}.py"
    folders = {tests, tests / path.stem, tests / floor}
    for depth in range(len(inner)):
        folders |= {tests.joinpath(*inner[: depth + 1]), tests.joinpath(*inner[depth:])}
        folders |= {tests.joinpath(floor, *inner[: depth + 1])}
    places = {folder / name for folder in folders}
    if inner[:1] == ("pages",):
        rooms = (path.stem, *inner[1:])
        places |= {tests / room / "test_page.py" for room in rooms}
        places |= {tests / room / f"test_page_{path.stem}.py" for room in rooms}
    return places
