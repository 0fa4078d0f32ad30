"""The environment `.venv` beside a checkout: made, filled from the locks, mended."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from showroom.bootstrap import libraries
from showroom.bootstrap.trouble import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SETUP_LOCK = "requirements-setup.lock"
_WHEELS_ONLY = ("--require-hashes", "--only-binary", ":all:")
# uv reads none of pip's settings, so those that say where packages come from are handed on.
_UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}


class Environment:
    """One checkout's `.venv`, and the stamp in it that says what it holds."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.folder = root / ".venv"
        windows = os.name == "nt"
        self.python = self.folder / ("Scripts/python.exe" if windows else "bin/python")
        self._stamp = self.folder / "showroom.json"
        self._unfinished = self.folder / "showroom.unfinished"

    def is_running(self) -> bool:
        """Whether this very process runs inside it."""
        return os.path.realpath(sys.prefix) == os.path.realpath(self.folder)

    def holds(self, locks: tuple[str, ...]) -> bool:
        """Whether every one of `locks`, as it reads now, was installed by the present Python."""
        stamp = self._read_stamp()
        if stamp.get("python") != self._interpreter() or not self.python.exists():
            return False
        installed = stamp.get("locks")
        return isinstance(installed, dict) and all(
            installed.get(name) == digest for name, digest in self._digests(locks).items()
        )

    def has_seen(self, sonames: frozenset[str]) -> bool:
        """Whether these system libraries were found by an earlier start."""
        seen = self._read_stamp().get("libraries")
        return sonames.issubset(seen if isinstance(seen, list) else [])

    def remember(self, locks: tuple[str, ...], sonames: frozenset[str]) -> None:
        """Write the stamp, whole or not at all; other locks installed before stay in it."""
        old = self._read_stamp()
        digests, seen = old.get("locks"), old.get("libraries")
        stamp = {
            "python": self._interpreter(),
            "locks": (digests if isinstance(digests, dict) else {}) | self._digests(locks),
            "libraries": sorted(sonames.union(seen if isinstance(seen, list) else [])),
        }
        draft = self._stamp.with_suffix(".new")
        draft.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
        draft.replace(self._stamp)

    def install(self, locks: tuple[str, ...]) -> None:
        """Fill the environment from `locks`; raises SetupError.

        One that was left unfinished, or whose Python is gone, is made anew.
        """
        print("Setting up .venv; the first time takes a minute or two.", file=sys.stderr)
        if self._unfinished.exists() or not self._works():
            self._make()
        self._stamp.unlink(missing_ok=True)
        self._unfinished.touch()
        if not (self._by_uv(locks) or self._by_pip(locks)):
            raise SetupError("The packages could not be installed; see above.")
        self._unfinished.unlink()

    def _make(self) -> None:
        _need_venv_module()
        made = _run([sys.executable, "-m", "venv", "--clear", str(self.folder)])
        if made or not self._works():
            raise SetupError(f"Could not make {self.folder}; delete it and start again.")

    def _works(self) -> bool:
        """Whether its Python runs, is this one's version, and has pip."""
        code = "import sys, pip; sys.exit(sys.version_info[:2] != tuple(map(int, sys.argv[1:])))"
        version = map(str, sys.version_info[:2])
        check = [str(self.python), "-c", code, *version]
        return self.python.exists() and not _run(check, quiet=True)

    def _by_uv(self, locks: tuple[str, ...]) -> bool:
        """Three times faster than pip, where uv itself can be had and finds every package."""
        python = str(self.python)
        if self._pip_install((SETUP_LOCK,), quiet=True):
            return False
        uv = [python, "-m", "uv", "--quiet", "pip", "install", "--python", python]
        env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", **self._uv_settings()}
        return not _run([*uv, *_WHEELS_ONLY, *self._files(locks)], env, quiet=True)

    def _by_pip(self, locks: tuple[str, ...]) -> bool:
        return not self._pip_install(locks) or not self._pip_install(locks)

    def _pip_install(self, locks: tuple[str, ...], *, quiet: bool = False) -> int:
        pip = [str(self.python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
        return _run([*pip, "install", "--quiet", *_WHEELS_ONLY, *self._files(locks)], quiet=quiet)

    def _uv_settings(self) -> dict[str, str]:
        """Where pip is told to look, in uv's words; what uv is told itself comes first."""
        listed = subprocess.run(
            [str(self.python), "-m", "pip", "config", "list"],
            check=False,
            capture_output=True,
            text=True,
        )
        return uv_settings(listed.stdout, os.environ)

    def _files(self, locks: tuple[str, ...]) -> list[str]:
        return [word for name in locks for word in ("-r", str(self._root / name))]

    def _digests(self, locks: tuple[str, ...]) -> dict[str, str]:
        files = {name: self._root / name for name in locks}
        return {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}

    def _interpreter(self) -> str:
        """Which Python the environment stands on; changes when the system's is upgraded."""
        return os.path.realpath(self.python)

    def _read_stamp(self) -> dict[str, object]:
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}


def uv_settings(pip_config: str, env: Mapping[str, str]) -> dict[str, str]:
    """Environment variables of uv for the lines of `pip config list`, none that `env` has."""
    settings = {}
    for line in pip_config.splitlines():
        key, _, value = line.partition("=")
        name = _UV_NAMES.get(key.rpartition(".")[2])
        if name and name not in env:
            settings[name] = " ".join(value.strip("'\"").split("\\n"))
    return settings


def _need_venv_module() -> None:
    """Debian keeps venv in a package of its own: install it where that may be done."""
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    if not _run(probe, quiet=True):
        return
    libraries.install_packages([f"python3.{sys.version_info[1]}-venv"])


def _run(command: list[str], env: dict[str, str] | None = None, *, quiet: bool = False) -> int:
    """The exit code; what the command says goes to stderr, or nowhere when `quiet`."""
    out = subprocess.DEVNULL if quiet else sys.stderr
    return subprocess.run(
        command, check=False, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out
    ).returncode
