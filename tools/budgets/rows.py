"""The budgets, one row each: the limit, what is measured, where it is overdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from tools.budgets import cycles, mirrors, promises, shape
from tools.budgets.promises import Share
from tools.budgets.sources import Source

_TEST_TO_PRODUCT = 1.2


@dataclass(frozen=True)
class Row:
    """One budget. `where` names the culprits; `binding` ones fail the run."""

    name: str
    limit: str
    measured: str
    ok: bool
    binding: bool = False
    where: tuple[str, ...] = ()


def budgets(product: list[Source], tests: list[Source]) -> list[Row]:
    """Every row, in the order of the house style."""
    return [
        *_files(product),
        *_functions(product),
        *_classes(product),
        _cycles(product),
        _at_least("types stated", 100, promises.hints(product), binding=True),
        _at_least("public docstrings", 95, promises.docstrings(product)),
        _at_least("modules with a same-named test", 90, mirrors.mirrored(product, tests)),
        _ratio(product, tests),
    ]


def _files(product: list[Source]) -> Iterable[Row]:
    sizes = {str(source.path): source.length for source in product}
    yield from _spread("file", sizes, (100, 280, 400))
    folders = shape.folder_sizes(product)
    yield _at_most("folder, modules", 15, dict(folders))


def _functions(product: list[Source]) -> Iterable[Row]:
    every = [
        (f"{source.path}:{function.lineno} {function.name}", function)
        for source in product
        for function in source.functions()
    ]
    sizes = {where: shape.lines(function) for where, function in every}
    yield from _spread("function", sizes, (6, 18, 50))
    ways = {where: shape.complexity(function) for where, function in every}
    yield _at_most("function, complexity", 8, ways)
    asked = {where: shape.parameters(function) for where, function in every}
    yield _at_most("function, parameters", 5, asked)


def _classes(product: list[Source]) -> Iterable[Row]:
    sizes = {
        f"{source.path}:{each.lineno} {each.name}": shape.lines(each)
        for source in product
        for each in source.classes()
    }
    yield _at_most("class, lines", 200, sizes)


def _cycles(product: list[Source]) -> Row:
    found = cycles.found(cycles.graph(product))
    where = tuple(" <-> ".join(group) for group in found)
    name, ok = "import cycles, lazy ones included", not found
    return Row(name, "0", str(len(found)), ok, binding=True, where=where)


def _ratio(product: list[Source], tests: list[Source]) -> Row:
    made = sum(source.code_lines for source in product)
    ratio = sum(source.code_lines for source in tests) / made if made else 0.0
    limit = f">= {_TEST_TO_PRODUCT:.2f}"
    return Row("test to product code", limit, f"{ratio:.2f}", ratio >= _TEST_TO_PRODUCT)


def _spread(name: str, sizes: dict[str, int], limits: tuple[int, int, int]) -> Iterable[Row]:
    """Median, nine tenths, and the largest, which binds."""
    middle, most, largest = limits
    for label, percent, limit in (("median", 50, middle), ("p90", 90, most)):
        value = shape.percentile(sizes.values(), percent)
        yield Row(f"{name}, {label} lines", f"<= {limit}", str(value), value <= limit)
    yield _at_most(f"{name}, lines", largest, sizes, binding=True)


def _at_most(name: str, limit: int, sizes: dict[str, int], *, binding: bool = False) -> Row:
    over = {where: size for where, size in sizes.items() if size > limit}
    ranked = sorted(over, key=lambda where: -over[where])
    where = tuple(f"{each}: {over[each]}" for each in ranked)
    top = max(sizes.values(), default=0)
    return Row(f"{name}, most", f"<= {limit}", str(top), not over, binding, where)


def _at_least(name: str, limit: int, share: Share, *, binding: bool = False) -> Row:
    measured = f"{share.percent:.1f} % of {share.total}"
    ok = share.percent >= limit
    return Row(name, f">= {limit} %", measured, ok, binding, share.missing)
