"""What the demo says of itself: checks, papers, screens, figures; as lines and as one object."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from showroom.errors import Failure
from showroom.texts import Catalogue

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold, whether it does, and what was seen."""

    name: str
    ok: bool
    detail: str


@dataclass
class Report:
    """Everything the demo found; `say` is told each line as it happens, in the words given."""

    say: Say
    words: Catalogue
    checks: list[Check] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    screens: list[dict[str, Any]] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether there were checks and none failed."""
        return bool(self.checks) and all(check.ok for check in self.checks)

    def step(self, name: str) -> None:
        """Say what is being done now."""
        self.say(self.words(f"demo.step_{name}"))

    def check(self, name: str, ok: object, detail: object = "") -> None:
        """Take note of a check; `ok` is read as true or false."""
        made = Check(name, bool(ok), " · ".join(str(detail).splitlines()))
        self.checks.append(made)
        told = self.words("demo.ok" if made.ok else "demo.failed", name=name, detail=made.detail)
        self.say(f"  {told.rstrip()}")

    def equal(self, name: str, seen: object, wanted: object) -> None:
        """A check that two things are the same; the detail tells both where they are not."""
        same = seen == wanted
        told = f"{seen}" if same else self.words("demo.differs", seen=seen, wanted=wanted)
        self.check(name, same, told)

    def document(self, name: str, file: Path, **more: object) -> None:
        """Take note of a paper or a sheet that was written."""
        there = file.is_file() and file.stat().st_size
        self.documents.append({"name": name, "file": file.name, "bytes": there or 0, **more})
        self.check(f"document.{name}", there, file.name)

    def broke(self, name: str, error: BaseException) -> None:
        """A step that could not go on."""
        told = f"{type(error).__name__}: {error}"
        if isinstance(error, Failure):
            told = self.words(error.code, **error.facts)
        self.check(f"{name}.done", ok=False, detail=told)

    def as_json(self) -> dict[str, Any]:
        """The object of `--json`."""
        return {
            "checks": [
                {"name": each.name, "ok": each.ok, "detail": each.detail} for each in self.checks
            ],
            "documents": self.documents,
            "screens": self.screens,
            "figures": self.figures,
        }
