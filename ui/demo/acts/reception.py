"""Act 3: reception. Every party of the story is typed into the form and saved by its action."""

from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import Qt

from showroom.rights import SALES
from showroom.staff.queries import People, people
from showroom.vehicle.queries import models
from showroom.visit.form import Coming
from showroom.visit.queries import DaySheet, VisitLine, VisitsOf, visits_of_day
from ui.demo.filling import EMPTY, fill, save
from ui.demo.play import Play
from ui.demo.story import Arrival
from ui.demo.waiting import Stuck, settle
from ui.pages.visit import VisitPage

MOST_KEYS = 12
_CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class Moment:
    """Somebody comes or goes."""

    at: time
    who: Arrival
    comes: bool


def morning(play: Play) -> None:
    """The parties before noon, the first of them by keyboard alone."""
    _stretch(play, time(0), time(11, 9))


def afternoon(play: Play) -> None:
    """The rest of the day, until everybody has left."""
    _stretch(play, time(11, 9), time(23, 59))
    _judge(play)


def _stretch(play: Play, begin: time, end: time) -> None:
    play.sign_in("receptionist")
    page = play.page("visit", VisitPage)
    for moment in moments(play.story.visits):
        if begin <= moment.at < end:
            play.stage.at(play.story.at(moment.at))
            (_comes if moment.comes else _goes)(play, page, moment.who)
    if end < time(12):
        play.camera.both("visit")
    else:
        play.camera.one("visit-evening")


def moments(visits: tuple[Arrival, ...]) -> list[Moment]:
    """All comings and goings in the order of the day."""
    comings = [Moment(each.at, each, comes=True) for each in visits]
    goings = [Moment(each.leaves, each, comes=False) for each in visits if each.leaves]
    return sorted([*comings, *goings], key=lambda moment: moment.at)


def _comes(play: Play, page: VisitPage, arrival: Arrival) -> None:
    before = {line.id for line in _sheet(play).lines}
    if arrival.by_keys:
        _by_keys(play, arrival)
    else:
        _by_fields(play, page, arrival)
    new = [line for line in _sheet(play).lines if line.id not in before]
    if arrival.continues:
        play.report.check(f"reception.{arrival.key}.continues", not new, len(new))
    elif not new:
        raise Stuck(f"{arrival.key} was not saved")
    else:
        _check(play, arrival, new[0])


def _check(play: Play, arrival: Arrival, line: VisitLine) -> None:
    seen = f"{line.channel} {line.kind} {line.party_size}"
    wanted = f"{arrival.channel} {arrival.kind} {arrival.size}"
    play.report.equal(f"reception.{arrival.key}", seen, wanted)


def _by_fields(play: Play, page: VisitPage, arrival: Arrival) -> None:
    reception = page.reception
    model = {line.name: line.id for line in play.stage.desk.read(models, None)}
    fill(reception.entry, phone=arrival.phone or None)
    if arrival.greeted:
        _judge_greeting(play, reception.panel.told, arrival)
    nothing = None if arrival.phone else EMPTY
    fill(
        reception.entry,
        name=arrival.name or None,
        coming=Coming(arrival.channel, arrival.reason),
        source=arrival.source or nothing,
        model_id=model[arrival.model] if arrival.model else nothing,
        level=arrival.level or nothing,
        party_size=arrival.size,
        gender=arrival.gender,
        note=arrival.note or None,
    )
    save(reception.entry)


def _judge_greeting(play: Play, told: str, arrival: Arrival) -> None:
    """Who this is, who owns them and the last promise, before anything is saved."""
    owner = play.scene("opening")["consultant_name"]
    play.report.check("reception.greeting", arrival.name in told and owner in told, told)
    play.camera.one("visit-greeting")


def _by_keys(play: Play, arrival: Arrival) -> None:
    """The whole reception by keyboard, each key but the text counted."""
    keys = play.keyboard
    play.stage.front_window()
    settle("reception")
    before = keys.presses
    keys.text(arrival.phone)
    keys.press(Qt.Key.Key_Return)
    keys.text(arrival.name)
    for _ in ("coming", "source"):
        keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_W)  # 网络, by the first of its initials
    keys.press(Qt.Key.Key_Return)
    keys.text(arrival.model)
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_H)
    keys.press(Qt.Key.Key_Return)
    keys.text(str(arrival.size))
    keys.press(Qt.Key.Key_S, _CTRL)
    used = keys.presses - before
    play.report.figures["reception_keys"] = used
    play.report.check("reception.keys", used <= MOST_KEYS, f"{used} ≤ {MOST_KEYS}")


def _goes(play: Play, page: VisitPage, arrival: Arrival) -> None:
    """They leave: the row's own action, its key L."""
    wanted = _line_of(play, arrival)
    lines = page.table.model.lines
    rows = [row for row, line in enumerate(lines) if line.id == wanted.id]
    if not rows:
        raise Stuck(f"{arrival.key} is not in the list")
    play.stage.front_window()
    page.table.go_to(rows[0])
    page.table.setFocus()
    play.keyboard.press(Qt.Key.Key_L)
    page.reception.entry.go_to("phone")
    play.report.check(f"reception.{arrival.key}.left", _line_of(play, arrival).left_at)


def _line_of(play: Play, arrival: Arrival) -> VisitLine:
    """The line of the arrival, that of the visit it continues if it does."""
    root = play.story.visit(arrival.continues) if arrival.continues else arrival
    arrived = play.story.at(root.at)
    return next(line for line in _sheet(play).lines if line.arrived_at == arrived)


def _sheet(play: Play) -> DaySheet:
    return play.stage.desk.read(visits_of_day, VisitsOf(play.story.day))


def _judge(play: Play) -> None:
    sheet = _sheet(play)
    arrivals = [each for each in play.story.visits if not each.continues]
    play.report.equal("reception.lines", len(sheet.lines), len(arrivals))
    play.report.equal("reception.people", sheet.people, sum(each.size for each in arrivals))
    staff = play.stage.desk.read(people, People(SALES))
    names = {person.name for person in staff}
    received = [line for line in sheet.lines if line.receiver in names]
    play.report.equal("reception.received", len(received), len(sheet.lines))
