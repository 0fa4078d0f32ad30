"""Fields of one room that need no place in the kit."""

from typing_extensions import override

from showroom.customer.budget import Budget, as_budget
from showroom.money import to_yuan
from ui.kit.fields.text import TypedField


class BudgetField(TypedField[Budget]):
    """A budget as people say it: 31-35 万, 30万以内."""

    @override
    def read(self, typed: str) -> Budget:
        return as_budget(typed)

    @override
    def write(self, value: Budget) -> str:
        if value.min_fen is None:
            return f"≤{_wan(value.max_fen)}"
        if value.max_fen is None:
            return f"≥{_wan(value.min_fen)}"
        if value.min_fen == value.max_fen:
            return _wan(value.min_fen)
        return f"{_wan(value.min_fen)}-{_wan(value.max_fen)}"


def _wan(fen: int | None) -> str:
    """Tens of thousands of yuan without needless zeros, `31.5`."""
    return f"{to_yuan(fen or 0) / 10_000:f}".rstrip("0").rstrip(".")
