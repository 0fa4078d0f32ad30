"""Sets up what the tests need, then runs them: `python3 -m tests [pytest words]`."""

from __future__ import annotations

import os
import sys

from showroom import bootstrap


def main() -> int:
    """Run pytest in the checkout, without a window; its exit code.

    Generated examples are the same on every machine; `.venv/bin/python -m pytest` draws new ones.
    """
    import pytest

    os.chdir(bootstrap.ROOT)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return int(pytest.main(["--hypothesis-profile=ci", *sys.argv[1:]]))


if __name__ == "__main__":
    bootstrap.enter(bootstrap.TEST)
    sys.exit(main())
