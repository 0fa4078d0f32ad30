"""Act 7, second half: the day is closed, reported and locked."""

import re
from typing import Any

from python_calamine import CalamineWorkbook

from showroom.dayclose.queries import DayOf, Standing, standing
from showroom.money import to_yuan
from showroom.terms import DayStatus, PayMethod
from showroom.visit.queries import VisitsOf, visits_of_day
from ui.demo.filling import complaint, fill, put, save
from ui.demo.papers import keep
from ui.demo.play import Play
from ui.demo.recount import recounted
from ui.demo.stage import press_action
from ui.demo.waiting import Stuck, settle
from ui.pages.dayclose import DayClosePage
from ui.pages.visit import VisitPage

_NOT_PRINTED = frozenset({"buying", "buyers"})
_RATES = ("record_rate", "drive_rate", "deal_rate", "revisit_rate")


def play(play: Play) -> None:
    """Count the cash, close, print, and try to write into the closed day."""
    scene = play.scene("close")
    play.at(scene["at"])
    play.sign_in("manager")
    page = play.page("dayclose", DayClosePage)
    _blocked(play, page)
    _count(page, scene)
    press_action(page.actions(), "F8")
    play.camera.one("dayclose-counted")
    save(page.entry)
    _judge(play, page, scene)
    play.camera.both("dayclose-closed")
    _report(play, page)
    _locked(play, scene)


def _standing(play: Play) -> Standing:
    return play.stage.desk.read(standing, DayOf(play.story.day))


def _blocked(play: Play, page: DayClosePage) -> None:
    """Nothing is counted yet: the day cannot be closed, and it says why."""
    play.report.check(
        "dayclose.blocked", not page.foot.close_button.isEnabled(), page.foot.why.text()
    )
    play.camera.both("dayclose")


def _count(page: DayClosePage, scene: dict[str, Any]) -> None:
    """Count by method: cash as the story has it, the rest as it was booked."""
    closing = page.closing
    if closing is None:
        raise Stuck("standing of the day")
    for method in closing.methods:
        booked = to_yuan(closing.standing.booked.get(method, 0))
        put(page.till.fields[method], scene["counted"] if method is PayMethod.CASH else booked)
    fill(page.entry, plan=scene["plan"], note=scene["note"])


def _judge(play: Play, page: DayClosePage, scene: dict[str, Any]) -> None:
    now = _standing(play)
    closed = now.closed
    play.report.equal("dayclose.closed", now.status, DayStatus.CLOSED)
    if closed is None:
        raise Stuck(f"close of the day: {page.foot.why.text()}")
    booked, counted = closed.booked.get(PayMethod.CASH, 0), closed.counted.get(PayMethod.CASH)
    play.report.equal("dayclose.cash", str(to_yuan(booked)), scene["counted"])
    play.report.equal("dayclose.counted", counted, booked)
    play.report.check("dayclose.seal", closed.seal and closed.record_count, closed.record_count)
    play.report.figures["sealed_records"] = closed.record_count


def _report(play: Play, page: DayClosePage) -> None:
    """The daily report as paper and as workbook: the board's figures, all of them."""
    press_action(page.actions(), "Ctrl+P")
    wanted = recounted(play.story)
    holds = [f"{wanted[code]}%" for code in _RATES]
    closed = _standing(play).closed
    holds += [closed.doc_no, play.scene("close")["plan"]] if closed else []
    paper = keep(play.stage.paper(), "daily-report", play.out, play.report, holds)
    names = play.report.words
    shown = [code for code in wanted if code not in _NOT_PRINTED]
    lacking = [c for c in shown if not _printed(paper.text, names(f"kpi.{c}"), wanted[c])]
    play.report.check("report.paper", not lacking, "、".join(lacking) or len(shown))
    file = play.out / "daily-report.xlsx"
    page.papers.save(play.story.day, file)
    settle("workbook")
    play.report.document("daily-report", file)
    _compare(play, _labelled(str(file)))


def _printed(text: str, label: str, number: str) -> bool:
    """Whether the label stands on the paper with the number close after or before it."""
    near = rf"{label}[^一-鿿]{{0,8}}{number}|{number}[^一-鿿]{{0,8}}{label}"
    return bool(re.search(near, text))


def _labelled(file: str) -> dict[str, list[Any]]:
    """The rows of the workbook's first tab by their label; below, the funnel repeats some."""
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    return {str(row[0]): row[1:] for row in reversed(rows) if row and row[0]}


def _compare(play: Play, rows: dict[str, list[Any]]) -> None:
    """Each figure the recount knows stands in the workbook as the board has it."""
    wanted = recounted(play.story)
    names = play.report.words
    told_rows = {
        code: rows[names(f"kpi.{code}")] for code in wanted if names(f"kpi.{code}") in rows
    }
    wrong = [code for code, row in told_rows.items() if not _says(row, wanted[code])]
    detail = "、".join(wrong) or f"{len(told_rows)}/{len(wanted)}"
    play.report.check("report.workbook", told_rows and not wrong, detail)


def _says(row: list[Any], wanted: str) -> bool:
    """`3.0`, `50.0%` and `3` say the same; a step of the funnel has its count beside its share."""
    told = [str(cell).rstrip("%").removesuffix(".0") for cell in row[:2]]
    return wanted.removesuffix(".0") in told


def _locked(play: Play, scene: dict[str, Any]) -> None:
    """A late party is typed in by reception; the closed day refuses it and keeps as it is."""
    play.at(scene["late"])
    play.sign_in("receptionist")
    page = play.page("visit", VisitPage)
    before = len(play.stage.desk.read(visits_of_day, VisitsOf(play.story.day)).lines)
    fill(page.reception.entry, party_size=1, note=scene["late_note"])
    page.reception.entry.save_action.trigger()
    settle("late entry")
    said = complaint(page.reception.entry)
    after = len(play.stage.desk.read(visits_of_day, VisitsOf(play.story.day)).lines)
    play.report.check("dayclose.locked", said and after == before, said)
    play.camera.one("visit-locked")
    page.reception.start_anew()
    settle("cleared")
