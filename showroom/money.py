"""Money: integer fen in storage, Decimal yuan in rules, one rounding for both."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def q(yuan: Decimal) -> Decimal:
    """Yuan rounded half up to the fen (domain.md section 4, Money)."""
    return yuan.quantize(CENT, rounding=ROUND_HALF_UP)


def to_fen(yuan: Decimal) -> int:
    """Fen of an amount in yuan, rounded half up."""
    return int(q(yuan) * 100)


def to_yuan(fen: int) -> Decimal:
    """Yuan with two decimals of an amount in fen."""
    return Decimal(fen).scaleb(-2)


def shown(fen: int) -> str:
    """`¥1,234.00`, the one way an amount is written on screen and paper."""
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
