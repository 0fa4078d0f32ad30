"""How setting up fails."""

from __future__ import annotations


class SetupError(Exception):
    """The program cannot start; the message tells the person at the machine what to do."""
