"""A report that writes nowhere, and windows without a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import portalocker
import pytest
from PySide6.QtWidgets import QApplication

from showroom import texts
from showroom.desk import Desk
from tests.ui.conftest import context_of
from ui import theme
from ui.context import Context
from ui.demo.report import Report
from ui.words import use
from ui.work import Lanes


@pytest.fixture
def lines() -> list[str]:
    """What the report said."""
    return []


@pytest.fixture
def report(lines: list[str]) -> Report:
    """An empty report in Chinese."""
    return Report(lines.append, texts.load("zh_CN"))


@pytest.fixture
def chinese(qapp: QApplication) -> QApplication:
    """The application in Chinese, light."""
    use("zh_CN", strict=True)
    theme.apply(qapp, "light")
    return qapp


@pytest.fixture
def context(manager: Desk, chinese: QApplication) -> Iterator[Context]:
    """What a page gets: the sample outlet's desk with the manager at it."""
    del chinese
    yield context_of(manager)
    Lanes.current().close()


ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Played:
    """The whole day as somebody ran it: its object, its progress, its folder."""

    told: dict[str, Any]
    progress: str
    code: int
    out: Path

    def holds(self, *names: str) -> bool:
        """Whether there are checks of each of these names, and all of them hold."""
        known = {check["name"]: check["ok"] for check in self.told["checks"]}
        return all(known[name] for name in names)

    def of(self, step: str) -> list[str]:
        """The names of the checks of a step."""
        names = (check["name"] for check in self.told["checks"])
        return [name for name in names if name.split(".")[0] == step]


@pytest.fixture(scope="session")
def day(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Played:
    """The day, played once however many workers there are."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    out = shared / "demo"
    out.mkdir(exist_ok=True)
    with portalocker.Lock(shared / "demo.lock", timeout=280):
        kept = shared / "demo-run.json"
        if not kept.exists():
            (out / "mine.txt").write_text("stays")
            kept.write_text(json.dumps(_run(out)), encoding="utf-8")
    ran = json.loads(kept.read_text(encoding="utf-8"))
    return Played(json.loads(ran["stdout"]), ran["stderr"], ran["code"], out)


def _run(out: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "showroom", "demo", "--out", str(out), "--json"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return {
        "stdout": made.stdout.decode(),
        "stderr": made.stderr.decode(),
        "code": made.returncode,
    }
