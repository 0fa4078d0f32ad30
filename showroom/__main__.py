"""Starts the desktop, the demo day or the command line, each by name.

By name, because `showroom` never imports `ui`. No words, or `--data DIR` alone, open the window;
`demo` plays one day; anything else is for the command line.
"""

from __future__ import annotations

import sys
from importlib import import_module

from showroom import bootstrap


def main() -> int:
    """Run what the command line asks for; the exit code."""
    module, words = chosen(sys.argv[1:])
    code: int | None = import_module(module).main(words)
    return code or 0


def chosen(words: list[str]) -> tuple[str, list[str]]:
    """The module whose `main` is meant, and the words left for it."""
    if not words or words[0].startswith("--data"):
        return "ui.app", words
    if words[0] == "demo":
        return "ui.demo", words[1:]
    return "showroom.cli", words


if __name__ == "__main__":
    bootstrap.enter(bootstrap.RUN, window=chosen(sys.argv[1:])[0] == "ui.app")
    sys.exit(main())
