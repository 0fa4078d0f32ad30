"""The budgets as a table, and the places to mend."""

from tools.budgets.rows import Row

_SHOWN = 12


def table(rows: list[Row]) -> str:
    """One line per budget: name, limit, measured, and whether it is kept."""
    cells = [(row.name, row.limit, row.measured, _verdict(row)) for row in rows]
    name, limit, measured, _ = (max(map(len, column)) for column in zip(*cells, strict=True))
    return "\n".join(
        f"{a:<{name}}  {b:>{limit}}  {c:>{measured}}  {verdict}" for a, b, c, verdict in cells
    )


def told(rows: list[Row]) -> str:
    """Where the overdrawn budgets are; the first dozen of each."""
    parts = []
    for row in rows:
        if not row.ok and row.where:
            more = len(row.where) - _SHOWN
            tail = [f"  and {more} more"] if more > 0 else []
            spots = [f"  {each}" for each in row.where[:_SHOWN]]
            parts.append("\n".join([f"\n{row.name}:", *spots, *tail]))
    return "\n".join(parts)


def fails(rows: list[Row]) -> bool:
    """Whether a binding budget is overdrawn."""
    return any(row.binding and not row.ok for row in rows)


def _verdict(row: Row) -> str:
    if row.ok:
        return "ok"
    return "FAIL" if row.binding else "over"
