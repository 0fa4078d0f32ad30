"""How long and how tangled functions, classes and folders are."""

import ast
from collections import Counter
from collections.abc import Iterable

from tools.budgets.sources import Function, Source, type_of_function

_BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.comprehension)


def lines(node: ast.AST) -> int:
    """Lines from `def` or `class` to the last one; decorators are not counted."""
    return getattr(node, "end_lineno", 0) - getattr(node, "lineno", 0) + 1


def complexity(function: Function) -> int:
    """McCabe's number as ruff counts it: one, and one more for each branch within."""
    nodes = list(ast.walk(function))
    arms = sum(len(node.cases) - 1 for node in nodes if isinstance(node, ast.Match))
    nested = sum(isinstance(node, type_of_function) for node in nodes) - 1
    return 1 + arms + nested + sum(isinstance(node, _BRANCHES) for node in nodes)


def parameters(function: Function) -> int:
    """How many a caller gives; `self` and `cls` are not given."""
    return len(given(function))


def given(function: Function) -> list[ast.arg]:
    """The parameters a caller gives, `*args` and `**kwargs` included."""
    spec = function.args
    rest = [each for each in (spec.vararg, spec.kwarg) if each]
    named = [*spec.posonlyargs, *spec.args]
    if named and named[0].arg in {"self", "cls"}:
        named = named[1:]
    return [*named, *spec.kwonlyargs, *rest]


def folder_sizes(sources: Iterable[Source]) -> Counter[str]:
    """Modules per folder; the one that makes it a package is not counted."""
    kept = (each for each in sources if each.path.name != "__init__.py")
    return Counter(str(each.path.parent) for each in kept)


def percentile(values: Iterable[int], percent: int) -> int:
    """The smallest value that `percent` of all do not exceed; 0 of none."""
    ranked = sorted(values)
    if not ranked:
        return 0
    return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]
