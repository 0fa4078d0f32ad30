"""Act 5: test drives from booking over agreement, out and back, to what was said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from showroom.terms import DriveMode, IntentLevel, LicenceClass
from showroom.testdrive.commands import DIMENSIONS
from showroom.testdrive.queries import Day, diary
from ui.demo.filling import fill, save
from ui.demo.papers import keep
from ui.demo.play import Play
from ui.demo.stage import press_action
from ui.demo.story import ZONE, Arrival, clock
from ui.demo.waiting import Stuck, settle
from ui.kit.form import Form
from ui.pages.testdrive import TestDrivePage


def play(play: Play) -> None:
    """Every drive of the story, one after the other."""
    play.sign_in("consultant")
    page = play.page("testdrive", TestDrivePage)
    for drive in play.story.drives:
        _drive(play, page, drive)
    done = play.stage.desk.read(diary, Day(play.story.day))
    play.report.equal("testdrive.done", len(done), len(play.story.drives))
    play.camera.both("testdrive-day")


def _drive(play: Play, page: TestDrivePage, drive: Mapping[str, Any]) -> None:
    who = play.story.visit(drive["key"])
    first = drive is play.story.drives[0]
    _book(play, page, drive, who)
    if first:
        play.camera.one("testdrive-agreement")
    _sign(play, page, drive, who)
    play.at(drive["starts"])
    _step(page, out_km=drive["out_km"], soc_out=drive["soc_out"])
    play.report.check(f"testdrive.{who.key}.out", page.panel.card and page.panel.card.line.out_km)
    play.at(drive["ends"])
    _step(page, in_km=drive["in_km"], soc_in=drive["soc_in"])
    if first:
        play.camera.one("testdrive-feedback")
    _feedback(play, page, drive, who)


def _book(play: Play, page: TestDrivePage, drive: Mapping[str, Any], who: Arrival) -> None:
    play.at(drive["books"])
    press_action(page.actions(), "Ctrl+N")
    if page.panel.sitting is None:
        raise Stuck("sitting")
    car = next(car for car in page.panel.sitting.cars if car.plate == drive["plate"])
    begins, ends = (datetime.combine(play.story.day, clock(drive[at])) for at in ("starts", "ends"))
    form = _form(page)
    fill(
        form,
        customer=who.name,
        vehicle=car.id,
        start=f"{begins:%Y-%m-%d %H:%M}",
        end=int((ends - begins).total_seconds()) // 60,
        mode=DriveMode(drive["mode"]),
    )
    if drive is play.story.drives[0]:
        play.camera.one("testdrive-booking")
    save(form)
    shown = page.panel.card
    starts = shown and shown.line.starts_at.astimezone(ZONE).replace(tzinfo=None)
    play.report.equal(f"testdrive.{who.key}.booked", starts, begins)


def _sign(play: Play, page: TestDrivePage, drive: Mapping[str, Any], who: Arrival) -> None:
    """The agreement, which is shown to be printed once it is issued."""
    form = _form(page)
    fill(
        form,
        driver_name=who.name,
        phone=who.phone,
        licence_no=drive["licence_no"],
        licence_class=LicenceClass(drive["licence_class"]),
        first_issue_date=drive["licence_from"],
        licence_valid_to=drive["licence_to"],
        out_km=drive["out_km"],
        soc_out=drive["soc_out"],
        statements_read=True,
    )
    save(form)
    masked = f"{drive['licence_no'][:6]}********{drive['licence_no'][-4:]}"
    holds = [who.name, drive["plate"], masked, drive["licence_class"], str(drive["licence_to"])]
    name = f"testdrive-agreement-{who.key}"
    keep(play.stage.paper(), name, play.out, play.report, holds)


def _feedback(play: Play, page: TestDrivePage, drive: Mapping[str, Any], who: Arrival) -> None:
    form = _form(page)
    fill(
        form,
        **{dimension: drive["scores"][dimension] for dimension in DIMENSIONS},
        level_after=IntentLevel(drive["level_after"]),
        buy_in_days=drive.get("buy_in_days"),
        wants_quote=drive["wants_quote"],
        liked=drive.get("liked"),
        disliked=drive.get("disliked"),
    )
    save(form)
    said = page.panel.card.feedback if page.panel.card else None
    scores = dict(said.scores) if said else {}
    play.report.equal(f"testdrive.{who.key}.scores", scores, dict(drive["scores"]))
    press_action(page.actions(), "Ctrl+Shift+P")
    holds = [who.name, drive.get("liked", ""), drive.get("disliked", "")]
    name = f"testdrive-feedback-{who.key}"
    keep(play.stage.paper(), name, play.out, play.report, holds)


def _step(page: TestDrivePage, **values: object) -> None:
    """Fill and save the form of the step the drive is at."""
    form = _form(page)
    fill(form, **values)
    save(form)
    settle("step")


def _form(page: TestDrivePage) -> Form:
    if page.panel.form is None:
        raise Stuck("form of the drive")
    return page.panel.form
