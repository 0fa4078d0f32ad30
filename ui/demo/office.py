"""HQ beside the demo day: made by the product's own command line, served by a real process."""

import contextlib
import io
import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from showroom import cli
from showroom.clock import SystemClock
from showroom.hq.headquarters import Headquarters
from showroom.hq.keeping import house, tls
from showroom.ids import TimeOrderedIds
from showroom.sync.http import pinned
from ui.demo.waiting import Stuck

_ENDS_SECONDS = 20
_ASKED_SECONDS = 10
_FIGURE = re.compile(r"^(hq_\w+?)(?:\{(.*)\})? ([0-9.e+]+)$", re.MULTILINE)


@dataclass
class Office:
    """HQ's folder, what its commands say, and the process that serves it while it runs."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[str] | None = None
    trips: Counter[str] = field(default_factory=Counter)
    carried: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        """Where desks reach it."""
        return f"https://127.0.0.1:{self.port}"

    @property
    def bag(self) -> Path:
        """Where files lie that are carried between HQ and outlets."""
        return self.folder.parent / "bag"

    def set_up(self) -> dict[str, Any]:
        """Make it, on a port of this machine that is free."""
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.bag.mkdir()
        made: dict[str, Any] = self.command("init", "--url", self.url)
        return made

    def command(self, name: str, *words: str) -> Any:  # noqa: ANN401 - JSON
        """What `showroom hq NAME …` answers; raises Stuck when it does not end well."""
        said = io.StringIO()
        line = ["hq", name, "--folder", str(self.folder), "--json", *words]
        with contextlib.redirect_stdout(said):
            code = cli.main(line)
        if code:
            raise Stuck(f"showroom hq {name}: {code} {said.getvalue()[:300]}")
        return json.loads(said.getvalue())

    def serve(self) -> None:
        """Start `showroom hq serve` without waiting for it; `ready` waits."""
        line = [sys.executable, "-m", "showroom", "hq", "serve", "--folder", str(self.folder)]
        with (self.folder.parent / "serve.log").open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(  # noqa: S603 - this very program
                [*line, "--port", str(self.port), "--json"],
                stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8",
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )  # fmt: skip

    def ready(self) -> str:
        """The address it serves at, once it says so; raises Stuck when it ends instead."""
        said = ""
        for line in (self.process and self.process.stdout) or ():
            said += line
            with contextlib.suppress(ValueError):
                return str(json.loads(said)["url"])
        raise Stuck("showroom hq serve")

    def stop(self) -> int:
        """End the process by its own id, its figures noted; its exit code."""
        process, self.process = self.process, None
        if process is None:
            return 0
        with contextlib.suppress(OSError):
            self._note()
        process.terminate()
        with process:
            return process.wait(_ENDS_SECONDS)

    def asked(self, path: str) -> str:
        """What it answers to anybody who trusts its authority; raises OSError."""
        trusted = pinned((self.folder / f"{tls.AUTHORITY}.pem").read_text(encoding="ascii"))
        address = f"{self.url}{path}"
        with urllib.request.urlopen(address, timeout=_ASKED_SECONDS, context=trusted) as answer:  # noqa: S310 - https
            return str(answer.read().decode("utf-8"))

    @contextlib.contextmanager
    def opened(self) -> Iterator[Headquarters]:
        """Its store, beside the process that serves it."""
        clock = SystemClock()
        with house.opened(self.folder, house.Ports(clock, TimeOrderedIds(clock))) as found:
            yield found

    def _note(self) -> None:
        """Keep what the process counted: requests by route, bytes by way."""
        for name, labels, value in _FIGURE.findall(self.asked("/metrics")):
            told = dict(re.findall(r'(\w+)="([^"]*)"', labels))
            if name == "hq_requests_total" and told["route"].startswith("/v1/"):
                self.trips[told["route"]] += round(float(value))
            elif name == "hq_bytes_total":
                self.carried[told["way"]] += round(float(value))
