"""What every part says about itself: its types, and its docstring."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tools.budgets.shape import given
from tools.budgets.sources import Function, Source, type_of_function

_SAID_ELSEWHERE = {"override", "overload", "setter"}


@dataclass(frozen=True)
class Share:
    """How many of how many, and where the others are."""

    good: int
    total: int
    missing: tuple[str, ...] = ()

    @property
    def percent(self) -> float:
        """Of 100; nothing at all counts as complete."""
        return 100 * self.good / self.total if self.total else 100.0


def hints(sources: list[Source]) -> Share:
    """Parameters and returns that state their type."""
    spots = [(where, ok) for source in sources for where, ok in _hints_of(source)]
    return _share(spots)


def docstrings(sources: list[Source]) -> Share:
    """Public modules, classes and functions that say what they give."""
    spots = [(where, ok) for source in sources for where, ok in _docstrings_of(source)]
    return _share(spots)


def _share(spots: list[tuple[str, bool]]) -> Share:
    missing = tuple(where for where, ok in spots if not ok)
    return Share(len(spots) - len(missing), len(spots), missing)


def _hints_of(source: Source) -> Iterator[tuple[str, bool]]:
    for function in source.functions():
        where = f"{source.path}:{function.lineno} {function.name}"
        yield f"{where} returns", function.returns is not None
        for each in given(function):
            yield f"{where} {each.arg}", each.annotation is not None


def _docstrings_of(source: Source) -> Iterator[tuple[str, bool]]:
    yield str(source.path), ast.get_docstring(source.tree) is not None
    for node in _public(source.tree):
        where = f"{source.path}:{node.lineno} {node.name}"
        yield where, ast.get_docstring(node) is not None


def _public(parent: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    for node in parent.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node
            yield from _public(node)
        elif isinstance(node, type_of_function) and _speaks(node):
            yield node


def _speaks(function: Function) -> bool:
    """Neither private, nor magic, nor described where it was declared first."""
    words = {getattr(each, "attr", getattr(each, "id", "")) for each in function.decorator_list}
    return not function.name.startswith("_") and not words & _SAID_ELSEWHERE
