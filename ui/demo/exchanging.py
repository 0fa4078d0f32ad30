"""Exchanging with HQ as a person does: by its key, until the desk has its answer."""

from showroom.exchange.status import Standing
from ui.demo.play import Play
from ui.demo.stage import Stage, press_action
from ui.demo.waiting import Stuck, settle, until
from ui.exchanging import Exchanging
from ui.joinery import standing_of
from ui.words import words


def exchange(play: Play) -> Standing:
    """Exchange at once; where the desk stands then."""
    press_action(play.stage.workspace.actions(), "Ctrl+Shift+S")
    return rested(play)


def compare(play: Play) -> Standing:
    """Exchange and compare every row with HQ's, on the page of the exchange."""
    page = play.stage.open("exchange")
    press_action(page.actions(), "Shift+F5")
    return rested(play)


def rested(play: Play) -> Standing:
    """Where the desk stands once no exchange is under way; its rail says the same."""
    lane = exchanging(play.stage)
    until(lambda: not lane.running, "exchange")
    settle("exchange")
    play.stage.workspace.look_at_state()
    settle("rail")
    return standing_of(play.stage.desk)


def exchanging(stage: Stage) -> Exchanging:
    """What exchanges in the background; raises Stuck where nothing does."""
    if stage.context.exchanging is None:
        raise Stuck("exchanging")
    return stage.context.exchanging


def judge_synced(play: Play, name: str) -> None:
    """Nothing waits, HQ has answered, and the rail says so."""
    stands, rail = standing_of(play.stage.desk), play.stage.workspace.rail.state
    nothing = (stands.pending, stands.tray, stands.conflicts, stands.trouble)
    play.report.equal(f"{name}.nothing_waits", nothing, (0, 0, 0, None))
    play.report.equal(f"{name}.rail", rail, words("exchange.rail_synced"))
