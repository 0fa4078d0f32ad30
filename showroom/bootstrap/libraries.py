"""The system libraries Qt loads on Linux, which no wheel brings along."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

from showroom.bootstrap.trouble import SetupError

# soname -> Debian package; from the NEEDED entries of the Qt libraries we import.
_OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
_WINDOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_PACKAGES = {**_OFFSCREEN, **_WINDOW}
_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")


def wanted(*, window: bool) -> frozenset[str]:
    """Sonames Qt needs here: none but on Linux; more for a real window than offscreen."""
    if not sys.platform.startswith("linux"):
        return frozenset()
    return frozenset(_PACKAGES if window else _OFFSCREEN)


def provide(sonames: frozenset[str]) -> None:
    """Install what is missing of `sonames`; raises SetupError with the line to run."""
    missing = absent(sonames)
    if missing:
        install_packages(packages_of(missing))
    still = absent(missing)
    if still:
        raise SetupError(_how_to(packages_of(still)))


def absent(sonames: frozenset[str]) -> frozenset[str]:
    """Those the dynamic loader does not find."""
    return frozenset(name for name in sonames if not _loads(name))


def packages_of(sonames: frozenset[str]) -> list[str]:
    """The Debian packages that hold `sonames`, sorted."""
    return sorted({_PACKAGES[name] for name in sonames})


def install_packages(packages: list[str]) -> None:
    """Install by apt where that needs no password; raises SetupError elsewhere."""
    may = _rights()
    if may is None:
        raise SetupError(_how_to(packages))
    print(f"Installing system packages: {' '.join(packages)}", file=sys.stderr)
    _quietly([*may, "apt-get", "update"])
    if _quietly([*may, *_INSTALL, *packages]) != 0:
        raise SetupError(_how_to(packages))


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _rights() -> list[str] | None:
    """The words before apt-get, or None where it is missing or asks for a password."""
    if sys.platform == "win32" or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
        sudo = None
    return [sudo, "-n"] if sudo else None


def _quietly(command: list[str]) -> int:
    """The exit code; apt waits for another apt, asks nothing, and speaks only when it fails."""
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    return done.returncode


def _how_to(packages: list[str]) -> str:
    line = f"sudo apt-get update && sudo {' '.join(_INSTALL)} {' '.join(packages)}"
    return f"System packages are missing. Run this line, then start again:\n{line}"
