"""An import from the command line: the store of this desk, opened for a person who signs in.

The password is asked for, or read as one line where there is no terminal; it is never an argument.
"""

import getpass
import sys
from pathlib import Path

from platformdirs import user_data_path

from showroom.desk import Desk, Ports, open_desk
from showroom.errors import Refusal
from showroom.ledger.commands import import_ledger, of_preview
from showroom.ledger.form import Preview
from showroom.staff.commands import SignIn, sign_in


def import_at_desk(shown: Preview, folder: Path | None, login: str | None) -> dict[str, int]:
    """Take a previewed ledger in; what it changed, by name.

    Raises:
        Refusal: no login, a wrong password, a role that may not import.
        Trouble: the store cannot be opened.
    """
    if not login:
        raise Refusal("ledger.who")
    desk = open_desk(folder or user_data_path("Showroom", appauthor=False), Ports.system())
    try:
        done = _signed_in(desk, login).write(import_ledger, of_preview(shown)).value
    finally:
        desk.close()
    return {
        "new": done.new,
        "attached": done.attached,
        "clashes": done.clashes,
        "visits": done.visits,
        "unwritten": len(done.unwritten),
    }


def _signed_in(desk: Desk, login: str) -> Desk:
    ask = getpass.getpass if sys.stdin.isatty() else _line
    return sign_in(desk, SignIn(login, ask("")))


def _line(_prompt: str) -> str:
    return sys.stdin.readline().rstrip("\r\n")
