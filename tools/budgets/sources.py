"""The Python files that are measured, parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PRODUCT = ("showroom", "ui", "db", "resources")
TESTS = "tests"
# Written by a tool, one per release, never edited: measured by the tests of the migrations.
_GENERATED = ("db", "migrations", "versions")

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file: its path from the root, and its text."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed text."""
        return ast.parse(self.text, str(self.path))

    @property
    def module(self) -> str:
        """The dotted name; a package goes by its folder's."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def length(self) -> int:
        """Lines, blank ones and comments included."""
        return len(self.text.splitlines())

    @property
    def code_lines(self) -> int:
        """Lines that are neither blank nor comment."""
        lines = map(str.strip, self.text.splitlines())
        return sum(1 for line in lines if line and not line.startswith("#"))

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, type_of_function))

    def classes(self) -> Iterator[ast.ClassDef]:
        """Every class."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))


def product(root: Path) -> list[Source]:
    """The files that ship, generated ones left out."""
    found = [source for floor in PRODUCT for source in _under(root, floor)]
    return [each for each in found if each.path.parts[:-1] != _GENERATED]


def tests(root: Path) -> list[Source]:
    """The test files."""
    return list(_under(root, TESTS))


def _under(root: Path, folder: str) -> Iterator[Source]:
    for path in sorted((root / folder).rglob("*.py")):
        yield Source(path.relative_to(root), path.read_text(encoding="utf-8"))
