"""Act 1: the first run. Nothing is there yet; the demo outlet is set up at its own page."""

from showroom.desk import exists
from ui.demo.play import Play
from ui.demo.waiting import settle, until
from ui.pages.setup import SetupPage
from ui.pages.signin import SignInPage

PAGES = 9


def play(play: Play) -> None:
    """Set up the demo outlet, and let its manager sign in."""
    stage, report = play.stage, play.report
    page = stage.front(SetupPage)
    report.check("opening.empty", not exists(stage.folder), stage.folder.name)
    play.camera.both("setup")
    page.demo.click()
    until(lambda: isinstance(stage.window.front, SignInPage), "setup")
    settle("setup")
    report.check("opening.store", exists(stage.folder))
    play.camera.both("signin")
    play.sign_in("manager")
    context = stage.context
    report.equal("opening.signed_in", context.person.login, play.scene("opening")["manager"])
    report.equal("opening.pages", len(stage.workspace.entries), PAGES)
