"""From a bare checkout to a running program, with the standard library alone.

`enter` is called before anything else is imported. It makes `.venv` beside the checkout, installs
the hash-only locks, sees to the system libraries Qt needs, and starts the same command again
inside. An installed program has no lock beside it, and nothing happens.

These modules must be readable by an older Python too, so that it can say which one is needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from showroom.bootstrap import environment, libraries
from showroom.bootstrap.mutex import held
from showroom.bootstrap.trouble import SetupError

ROOT = Path(__file__).resolve().parent.parent.parent
RUN = ("requirements.lock",)
TEST = (*RUN, "requirements-dev.lock")
CANNOT = 2

_OLDEST, _TOO_NEW = (3, 11), (3, 15)


def enter(locks: tuple[str, ...], *, window: bool = False) -> None:
    """Return only inside an environment that holds `locks`; else set it up and start again there.

    `window` asks for the libraries of a real window besides those of the offscreen platform.
    Exits with 2 and one line to run where something is missing that cannot be installed.
    """
    if not (ROOT / locks[0]).is_file():
        return
    _use_fit_python()
    _choose_platform()
    place = environment.Environment(ROOT)
    try:
        _set_up(place, locks, window=window and _has_display())
    except SetupError as trouble:
        print(trouble, file=sys.stderr)
        sys.exit(CANNOT)
    if not place.is_running():
        _start_again(str(place.python))


def _set_up(place: environment.Environment, locks: tuple[str, ...], *, window: bool) -> None:
    """Do what is missing, one process at a time; a second look after waiting finds it done."""
    wanted = libraries.wanted(window=window)
    if place.holds(locks) and place.has_seen(wanted):
        return
    with held(ROOT / ".venv.lock"):
        if not place.has_seen(wanted):
            libraries.provide(wanted)
        if not place.holds(locks):
            place.install(locks)
        place.remember(locks, wanted)


def _use_fit_python() -> None:
    """Go on only under a supported Python; start again under one if the machine has it."""
    if _OLDEST <= sys.version_info[:2] < _TOO_NEW:
        return
    names = [f"python3.{minor}" for minor in range(_TOO_NEW[1] - 1, _OLDEST[1] - 1, -1)]
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        _start_again(found)
    have = ".".join(map(str, sys.version_info[:2]))
    print(f"Showroom needs Python 3.11 to 3.14; this one is {have}.", file=sys.stderr)
    sys.exit(CANNOT)


def _choose_platform() -> None:
    """Without a display, Qt draws offscreen."""
    if sys.platform.startswith("linux") and not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _start_again(python: str) -> None:
    """The same command under `python`; never returns."""
    command = [python, *_words()]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execv(python, command)  # noqa: S606 - no shell is wanted
    child = subprocess.Popen(command)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:  # the child got it too, and decides
            continue


def _words() -> list[str]:
    """What followed the interpreter's name; Pythons before 3.10 do not keep its own options."""
    kept = getattr(sys, "orig_argv", None)
    if kept:
        return list(kept[1:])
    return ["-m", str(sys.modules["__main__"].__package__), *sys.argv[1:]]
