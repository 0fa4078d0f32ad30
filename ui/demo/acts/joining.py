"""Act 9: the desk of the day joins HQ and sends its day; a second desk joins with nothing."""

from showroom.dayclose.queries import DayOf
from showroom.dayclose.verify import verify
from showroom.quote.pricebook import Offers, price_book
from showroom.vehicle.queries import Trims, trims
from ui.demo.exchanging import judge_synced, rested
from ui.demo.filling import put, save
from ui.demo.play import Play
from ui.demo.stage import Stage
from ui.pages.dayclose import DayClosePage
from ui.pages.exchange import ExchangePage
from ui.pages.joining import InvitationPage
from ui.pages.setup import DEMO_PASSWORD, RecoveryCard, SetupPage
from ui.pages.signin import SignInPage


def play(play: Play) -> None:
    """Both desks of the outlet, one after the other."""
    play.at(play.scene("headquarters")["at"])
    play.sign_in("manager")
    _join(play)
    _judge_price_book(play)
    _judge_signed(play)
    _join_second(play)


def _invitation(play: Play) -> str:
    """An invitation for one desk of the outlet, as HQ's command gives it."""
    home = play.stage.desk.place.outlet_code
    return str(play.office.command("enrol", home)["invitation"])


def _join(play: Play) -> None:
    """Paste the invitation on the page of the exchange; the day goes to HQ by itself."""
    before = play.stage.desk.pending()
    page = play.page("exchange", ExchangePage)
    put(page.join_card.form.fields["invitation"], _invitation(play))
    play.camera.one("join")
    save(page.join_card.form)
    rested(play)
    play.report.check("joining.sent", before > 0, before)
    judge_synced(play, "joining")
    play.camera.both("synced")
    with play.office.opened() as hq, hq.store.read() as connection:
        held = connection.exec_driver_sql("SELECT count(*) FROM held_row").scalar()
    play.report.check("joining.held", held, held)


def _judge_price_book(play: Play) -> None:
    """What HQ published is in force here from its day on, and not before."""
    scene = play.scene("headquarters")
    since = scene["price"]["valid_from"]
    by_code = {trim.code: trim for trim in play.stage.desk.read(trims, Trims(since))}
    price = by_code[scene["trim"]].guide_price_fen
    told = f"{price / 100:.2f}"
    play.report.equal("joining.price", told, scene["price"]["guide_price"])
    offers = Offers(by_code[scene["trim"]].id, since)
    codes = {line.code for line in play.stage.desk.read(price_book, offers).promotions}
    wanted = scene["promotion"]["code"]
    play.report.check("joining.promotion", wanted in codes, "、".join(sorted(map(str, codes))))


def _judge_signed(play: Play) -> None:
    """The closed day is countersigned: the signature holds, and so does every record under it."""
    found = play.stage.desk.read(verify, DayOf(play.story.day))
    play.report.check("countersign.there", found.signed_at, found.signed_at)
    play.report.check("countersign.holds", found.holds, "、".join(found.wrong))
    page = play.page("dayclose", DayClosePage)
    closed = page.closing.standing.closed if page.closing else None
    play.report.equal("countersign.agrees", closed and dict(closed.differs or {}), {})
    play.camera.one("countersigned")


def _join_second(play: Play) -> None:
    """Another desk with an empty store: everything comes from HQ, people who sign in as well."""
    play.second = Stage(play.stage.app, play.outlets / "second", play.stage.clock.now())
    there = play.there()
    there.stage.front(SetupPage).join.click()
    page = there.stage.front(InvitationPage)
    put(page.invitation, _invitation(play))
    if "passphrase" in page.form.fields:  # this system keeps no keys
        put(page.form.fields["passphrase"], DEMO_PASSWORD)
    there.camera.one("join-first")
    page.form.save_action.trigger()
    _keep_key(there)
    there.stage.front(SignInPage)
    there.sign_in("manager")
    rested(there)
    play.report.equal("second.desk", there.stage.desk.place.desk_code, "B")
    there.stage.open("exchange")
    judge_synced(there, "second")
    there.camera.one("second-desk")


def _keep_key(there: Play) -> None:
    """The recovery key is shown once, and kept."""
    card = there.stage.front(RecoveryCard)
    there.report.check("second.recovery_key", card.shown.text())
    card.tick.setChecked(True)
    card.go.click()
