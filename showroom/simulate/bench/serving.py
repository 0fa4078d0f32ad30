"""A real `showroom hq serve` on loopback, over TLS, for what is measured across two processes."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from showroom.clock import SystemClock
from showroom.errors import Trouble
from showroom.hq.headquarters import Headquarters
from showroom.hq.keeping import house, tls
from showroom.hq.keeping.house import Config, Ports
from showroom.ids import TimeOrderedIds

_NAMES = ["localhost", "127.0.0.1"]
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0
_END_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Served:
    """A running HQ: its folder, its address, its process."""

    folder: Path
    url: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        """The port it got."""
        return int(self.url.rsplit(":", 1)[1])

    @property
    def authority(self) -> str:
        """The certificate desks pin, as PEM."""
        return (self.folder / f"{tls.AUTHORITY}.pem").read_text(encoding="ascii")

    def cpu(self) -> float:
        """The CPU seconds it has used; 0 where the system does not tell."""
        told = Path(f"/proc/{self.process.pid}/stat")
        if not told.exists():
            return 0.0
        fields = told.read_text(encoding="ascii").rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


def made(folder: Path, database: str = "") -> None:
    """An HQ in a folder, its rows there or behind a `postgresql://` address."""
    house.set_up(folder, Config(_NAMES, "https://localhost:0", database), _ports())


@contextlib.contextmanager
def at(folder: Path) -> Iterator[Headquarters]:
    """Headquarters of the folder, in this process."""
    with house.opened(folder, _ports()) as hq:
        yield hq


@contextlib.contextmanager
def serving(folder: Path, *words: str) -> Iterator[Served]:
    """HQ in a process of its own until the block ends; raises Trouble when it does not come up."""
    command = [sys.executable, "-m", "showroom", "hq", "serve", "--folder", str(folder)]
    with (folder / "serve.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(  # noqa: S603 - this very program
            [*command, "--port", "0", "--json", *words],
            stdout=subprocess.PIPE, stderr=log, text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
    with process:
        try:
            yield Served(folder, _url(process), process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_END_SECONDS)


def _url(process: subprocess.Popen[str]) -> str:
    said = ""
    for line in process.stdout or ():
        said += line
        with contextlib.suppress(ValueError):
            return str(json.loads(said)["url"])
    raise Trouble("bench.no_hq")


def _ports() -> Ports:
    clock = SystemClock()
    return Ports(clock, TimeOrderedIds(clock))
