"""`showroom demo [--out DIR] [--json]`: one outlet's day on an empty store, checked as it goes."""

import argparse
import json
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QElapsedTimer

from showroom import texts
from showroom.texts import Catalogue
from ui import app as desktop
from ui.demo.acts import programme
from ui.demo.listening import Listener
from ui.demo.office import Office
from ui.demo.play import Play
from ui.demo.report import Report
from ui.demo.screens import Camera
from ui.demo.stage import Stage
from ui.demo.story import Story

OUT = Path("demo-out")
MARK = "demo.json"
UNUSABLE = 2


def main(argv: list[str] | None = None) -> int:
    """Play the day; 0 when every check holds, 1 when one fails, 2 when nothing can be written."""
    words = texts.load(os.environ.get("SHOWROOM_LANGUAGE", texts.LANGUAGES[0]))
    asked = _asked(argv, words)
    report = Report(_sayer(sys.stderr if asked.json else sys.stdout), words)
    clock = QElapsedTimer()
    clock.start()
    try:
        out = _cleared(asked.out)
    except OSError as error:
        sys.stderr.write(words("demo.out_unusable", out=asked.out, why=error.strerror) + "\n")
        return UNUSABLE
    _on_stage(out, report)
    told = json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n"
    (out / MARK).write_text(told, encoding="utf-8")
    if asked.json:
        sys.stdout.write(told)
    failed = sum(not check.ok for check in report.checks)
    facts = {"failed": failed, "seconds": clock.elapsed() // 1000, "out": out}
    report.say(words("demo.over", count=len(report.checks), **facts))
    return 0 if report.ok else 1


def _asked(argv: list[str] | None, words: Catalogue) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="showroom demo", description=words("demo.about"))
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=words("demo.out"))
    parser.add_argument("--json", action="store_true", help=words("demo.json"))
    return parser.parse_args(argv)


def _sayer(stream: TextIO) -> "_Sayer":
    for each in (sys.stdout, sys.stderr):
        reconfigure = getattr(each, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    return _Sayer(stream)


class _Sayer:
    """Writes lines at once, so that somebody who looks on sees them."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()


def _cleared(out: Path) -> Path:
    """The folder, without what an earlier run left there; nobody else's file is touched."""
    out.mkdir(parents=True, exist_ok=True)
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads((out / MARK).read_text(encoding="utf-8"))
        for each in [*told["documents"], *told["screens"]]:
            (out / Path(each["file"]).name).unlink(missing_ok=True)
    return out


def _on_stage(out: Path, report: Report) -> None:
    """Play every act in a data folder of its own, which goes when the day is over."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # A store that lives for a minute leaves nothing in the key store of the system.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    story = Story.read()
    app = desktop.application()
    app.setQuitOnLastWindowClosed(False)
    with (
        tempfile.TemporaryDirectory(prefix="showroom-demo-", ignore_cleanup_errors=True) as folder,
        Listener() as listener,
    ):
        stage = Stage(app, Path(folder) / "data", story.at(story.scenes["opening"]["at"]))
        office = Office(Path(folder) / "hq")
        play = Play(stage, story, report, Camera(stage, report, out), out, office)
        try:
            _acts(play)
        finally:
            office.stop()
        if play.second is not None:
            play.second.leave()
        stage.leave()
        report.check("calm", not listener.heard, "; ".join(listener.heard[:5]))


def _acts(play: Play) -> None:
    """Play act after act; one that breaks is a failed check, and the day goes on."""
    for name, act in programme():
        play.report.step(name)
        try:
            act(play)
        except Exception as error:  # noqa: BLE001 - told as a failed check
            play.report.broke(name, error)
            if name == "opening":
                return
