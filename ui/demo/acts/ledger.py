"""Act 2: the outlet's own ledger is dropped on its page, looked through, and taken in."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

import resources
from showroom.ledger.form import Group
from showroom.ledger.queries import Imports, imports
from ui.demo.play import Play
from ui.demo.waiting import settle, until
from ui.pages.ledger import LedgerPage

LEDGER = "ledger.xlsx"
_PARTS = ("accepted", "merged", "clashes")


def play(play: Play) -> None:
    """Drop the file, compare the preview with the truth, import it, keep the rejected rows."""
    play.at("08:45")
    page = play.page("ledger", LedgerPage)
    play.camera.one("ledger")
    _drop(page, resources.path("sample", LEDGER))
    until(lambda: page.preview is not None, "preview")
    settle("preview")
    truth = json.loads(resources.path("sample", "ledger.json").read_text(encoding="utf-8"))
    _compare(play, page, truth)
    play.camera.both("ledger-preview")
    page.outcome.choose(Group.REJECTED)
    play.camera.one("ledger-rejected")
    _keep_rejects(play, page)
    page.import_action.trigger()
    settle("import")
    _judge(play, page, truth)


def _drop(page: LedgerPage, file: Path) -> None:
    """Drag the file over the page and let it go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    place, copy = page.rect().center(), Qt.DropAction.CopyAction
    hand, bare = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(page, QDragEnterEvent(place, copy, data, hand, bare))
    QCoreApplication.sendEvent(page, QDropEvent(QPointF(place), copy, data, hand, bare))


def _compare(play: Play, page: LedgerPage, truth: dict[str, Any]) -> None:
    if page.preview is None:
        return
    told = page.preview.report.as_json()
    report = play.report
    report.equal("ledger.rows", told["rows"], truth["rows"])
    for part in _PARTS:
        same = told[part] == truth[part]
        report.check(f"ledger.{part}", same, len(told[part]))
    faults = _faults(told["rejected"])
    report.check("ledger.rejected", faults == _faults(truth["rejected"]), len(faults))
    report.figures["ledger"] = page.preview.report.counts()


def _faults(rejected: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    return sorted((each["row"], each["column"], each["code"]) for each in rejected)


def _keep_rejects(play: Play, page: LedgerPage) -> None:
    file = play.out / "ledger-rejected.xlsx"
    page.save_rejects(file)
    settle("rejects")
    play.report.document("ledger-rejected", file)


def _judge(play: Play, page: LedgerPage, truth: dict[str, Any]) -> None:
    lines = play.stage.desk.read(imports, Imports())
    counts = dict(lines[0].counts) if lines else {}
    wanted = {
        "rows": truth["rows"],
        "accepted": len(truth["accepted"]),
        "merged": sum(len(group["rows"]) - 1 for group in truth["merged"]),
        "clashes": sum(len(group["rows"]) for group in truth["clashes"]),
        "rejected": len({each["row"] for each in truth["rejected"]}),
    }
    play.report.equal("ledger.imported", {key: counts.get(key) for key in wanted}, wanted)
    play.report.check("ledger.said", page.banner.text, page.banner.text)
    play.camera.one("ledger-imported")
