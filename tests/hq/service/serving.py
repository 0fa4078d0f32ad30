"""HQ as a process of its own, over TLS on loopback, and desks that call it."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from showroom.clock import Clock, SystemClock
from showroom.hq.headquarters import Headquarters
from showroom.hq.keeping import house, tls
from showroom.hq.keeping.house import Config, Ports
from showroom.ids import TimeOrderedIds
from showroom.sync.http import HttpTransport, Signer, Site
from tests.hq import desks

NAMES = ["localhost", "127.0.0.1"]


@dataclass(frozen=True)
class Serving:
    """A running HQ: its folder, port and log."""

    folder: Path
    url: str
    process: subprocess.Popen[str]
    log: Path

    @property
    def port(self) -> int:
        """The port it got."""
        return int(self.url.rsplit(":", 1)[1])


def ports() -> Ports:
    """The machine's own clock: certificates are checked by it."""
    clock = SystemClock()
    return Ports(clock, TimeOrderedIds(clock))


def made(folder: Path, database: str = "", names: list[str] | None = None) -> Path:
    """An HQ in a folder, with one outlet."""
    house.set_up(folder, Config(names or NAMES, "https://localhost:0", database), ports())
    with at(folder) as hq:
        desks.add(hq)
    return folder


@contextlib.contextmanager
def at(folder: Path) -> Iterator[Headquarters]:
    """Headquarters of the folder, beside the process that serves it."""
    with house.opened(folder, ports()) as hq:
        yield hq


_open: list[HttpTransport] = []


@contextlib.contextmanager
def serving(folder: Path, *words: str) -> Iterator[Serving]:
    """`showroom hq serve` until the block ends; it must end cleanly."""
    log = folder / "serve.log"
    command = [sys.executable, "-m", "showroom", "hq", "serve", "--folder", str(folder)]
    environment = {**os.environ, "SHOWROOM_LANGUAGE": "en", "PYTHONUNBUFFERED": "1"}
    with log.open("a", encoding="utf-8") as err:
        process = subprocess.Popen(
            [*command, "--port", "0", "--json", *words],
            stdout=subprocess.PIPE, stderr=err, text=True, env=environment,
        )  # fmt: skip
    with process:
        try:
            yield Serving(folder, _url(process, log), process, log)
        finally:
            while _open:
                _open.pop().close()
            process.send_signal(signal.SIGTERM)
            code = process.wait(20)
    assert code == 0, log.read_text(encoding="utf-8")


def transport(served: Serving, number: int, clock: Clock | None = None, **site: Any):
    """Desk `number`'s way to the served HQ; `site` says what it believes of it."""
    with at(served.folder) as hq:
        known = hq.keys.sign_key
    pem = (served.folder / f"{tls.AUTHORITY}.pem").read_text(encoding="ascii")
    facts: dict[str, Any] = {"url": served.url, "authority_pem": pem, "sign_key": known, **site}
    now = clock or SystemClock()
    signer = Signer(number.to_bytes(16), desks.key(number))
    way = HttpTransport(Site(**facts), signer, now, TimeOrderedIds(SystemClock()))
    _open.append(way)
    return way


def certify(folder: Path, authority: tls.Authority, names: list[str], when: datetime) -> None:
    """Give HQ another server certificate, made at `when`."""
    tls.save(folder, tls.SERVER, tls.issue(authority, names, when))


def long_ago() -> datetime:
    """So long ago that a server certificate made then has expired."""
    return datetime(2020, 1, 1, tzinfo=UTC)


def _url(process: subprocess.Popen[str], log: Path) -> str:
    said = ""
    for line in process.stdout or ():
        said += line
        with contextlib.suppress(ValueError):
            return str(json.loads(said)["url"])
    raise AssertionError(log.read_text(encoding="utf-8"))
