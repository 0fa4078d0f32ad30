"""What a command of the line was asked, and how it answers."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from showroom.hq.headquarters import Headquarters
from showroom.hq.keeping import house
from showroom.hq.keeping.house import Ports
from showroom.texts import Catalogue


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of the line, HQ's folder, the catalogue, time and keys."""

    told: argparse.Namespace
    folder: Path
    words: Catalogue
    ports: Ports

    @contextmanager
    def hq(self) -> Iterator[Headquarters]:
        """Headquarters, open."""
        with house.opened(self.folder, self.ports) as found:
            yield found

    def say(self, key: str, /, **facts: object) -> None:
        """A line of the catalogue, unless JSON was asked for."""
        if not self.told.json:
            self.write(self.words(f"hq.{key}", **facts))

    def answer(self, told: object) -> None:
        """The whole answer as JSON, if that was asked for."""
        if self.told.json:
            self.write(json.dumps(told, ensure_ascii=False, indent=1))

    def write(self, line: str) -> None:
        """A line on standard output, at once."""
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def moment(micros: int | None) -> str:
    """An instant as text in UTC, `-` for none."""
    if micros is None:
        return "-"
    return f"{datetime.fromtimestamp(micros / 1_000_000, UTC):%Y-%m-%d %H:%M:%SZ}"
