"""Modules that import each other, lazily or not, directly or round a corner."""

import ast

from tools.budgets.sources import Source

Graph = dict[str, set[str]]


def graph(sources: list[Source]) -> Graph:
    """Which module names which, wherever in the file the import stands."""
    modules = {source.module for source in sources}
    return {
        source.module: (_imports(source, modules) & modules) - {source.module} for source in sources
    }


def found(edges: Graph) -> list[list[str]]:
    """Every group of modules that all reach each other, each group sorted."""
    reach = {module: _reached(edges, module) for module in edges}
    groups = {
        tuple(sorted(other for other in reach[module] if module in reach[other]))
        for module in edges
        if module in reach[module]
    }
    return [list(group) for group in sorted(groups)]


def _reached(edges: Graph, start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(edges[start])
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting.extend(edges.get(module, ()))
    return seen


def _imports(source: Source, modules: set[str]) -> set[str]:
    """Every dotted name imported; `from room import rules` names the module, if it is one."""
    names: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = (f"{node.module}.{alias.name}" for alias in node.names)
            names.update(name if name in modules else node.module for name in inner)
    return names
