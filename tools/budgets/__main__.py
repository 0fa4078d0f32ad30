"""`python -m tools.budgets`: the table, and 1 if a budget that may not be overdrawn is."""

import sys
from pathlib import Path

from tools.budgets import sources
from tools.budgets.report import fails, table, told
from tools.budgets.rows import budgets

ROOT = Path(__file__).resolve().parent.parent.parent


def main(root: Path = ROOT) -> int:
    """Print every budget with its limit and what is; then where the overdrawn ones are."""
    rows = budgets(sources.product(root), sources.tests(root))
    print(table(rows))
    print(told(rows))
    return 1 if fails(rows) else 0


if __name__ == "__main__":
    sys.exit(main())
