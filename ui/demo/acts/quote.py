"""Act 6, first half: a quote is priced to the fen, approved, issued and accepted."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from showroom.money import to_yuan
from showroom.quote.queries import WholeQuote, whole_quote
from showroom.terms import QuoteStatus
from ui.demo.filling import fill, save
from ui.demo.papers import keep
from ui.demo.play import Play
from ui.demo.stage import answer, press_action
from ui.demo.waiting import Stuck, settle
from ui.pages.customer import CustomerPage
from ui.pages.quote import QuotePage
from ui.words import words

_FEN = ("invoice_price", "purchase_tax", "vehicle_tax", "net_cost")


def play(play: Play) -> None:
    """From the customer's card to her yes."""
    scene = play.scene("quote")
    play.sign_in("consultant")
    key = _draft(play, scene)
    _judge_price(play, _whole(play, key), scene["truth"])
    _approve(play, key, scene)
    _issue(play, key, scene)
    play.at(scene["accepted"])
    press_action(open_quote(play, key).actions(), "Ctrl+Shift+A")
    accepted = _whole(play, key)
    play.report.equal("quote.accepted", accepted.line.status, QuoteStatus.ACCEPTED)
    play.camera.one("quote-accepted")
    open_quote(play, key)
    press_action(play.stage.workspace.actions_of_page(), "Esc")
    play.camera.one("quote-list")


def _draft(play: Play, scene: dict[str, Any]) -> UUID:
    """Begin at her card, so that nothing known is typed again, and ask for the discount."""
    play.at(scene["starts"])
    page = _begin(play, play.story.visit(scene["customer"]).name)
    entry = page.editor.entry
    trims = {trim.code: trim.id for trim in page.editor.inputs.trims.values()}
    fill(entry, trim_id=trims[scene["trim"]])
    settle("price book")
    fill(
        entry,
        colour=scene["colour"],
        expected_invoice_on=play.story.day,
        promotions=frozenset(scene["ticked"]),
        lines=scene["cash_discount"],
        fees=frozenset(scene["fees"]),
        premiums=scene["premiums"],
        goods=scene["goods"],
    )
    play.camera.both("quote")
    save(entry)
    press_action(page.actions(), "Ctrl+R")
    answer(play.stage, words("quote.ask_send"), scene["reason"])
    if page.editor.quote_id is None:
        raise Stuck("quote")
    return page.editor.quote_id


def _begin(play: Play, name: str) -> QuotePage:
    customers = play.page("customer", CustomerPage)
    lines = customers.table.model.lines
    row = next(at for at, line in enumerate(lines) if line.name == name)
    customers.table.go_to(row)
    customers.table.setFocus()
    press_action(customers.table.view.actions(), "Q")
    page = play.stage.workspace.page
    if not isinstance(page, QuotePage):
        raise Stuck("page quote")
    held = page.editor.inputs.customer.held
    play.report.equal("quote.customer", held and held.title, name)
    return page


def open_quote(play: Play, key: UUID) -> QuotePage:
    """The quote page with that quote on it."""
    page = play.page("quote", QuotePage)
    play.stage.window.open_record("quote", key)
    settle("quote")
    return page


def _whole(play: Play, key: UUID) -> WholeQuote:
    return play.stage.desk.read(whole_quote, key)


def _judge_price(play: Play, whole: WholeQuote, truth: dict[str, str]) -> None:
    """Worked example 4, to the fen."""
    for name in _FEN:
        seen = to_yuan(getattr(whole, f"{name}_fen"))
        play.report.equal(f"quote.{name}", str(seen), str(Decimal(truth[name])))
    seen = to_yuan(whole.line.on_road_price_fen)
    play.report.equal("quote.on_road_price", str(seen), truth["on_road_price"])
    play.report.figures["on_road_price"] = str(seen)


def _approve(play: Play, key: UUID, scene: dict[str, Any]) -> None:
    """The consultant may not issue it; the general manager looks at it and says yes."""
    page = open_quote(play, key)
    play.report.check("quote.authority", not page.issue_action.isEnabled())
    play.at(scene["approved"])
    play.sign_in("general_manager")
    page = open_quote(play, key)
    play.camera.one("quote-approval")
    press_action(page.actions(), "Ctrl+D")
    answer(play.stage, words("quote.approve"), "")
    approval = _whole(play, key).approval
    play.report.equal("quote.approved", approval and approval.name, "APPROVED")


def _issue(play: Play, key: UUID, scene: dict[str, Any]) -> None:
    play.at(scene["issued"])
    play.sign_in("consultant")
    press_action(open_quote(play, key).actions(), "Ctrl+Return")
    truth = scene["truth"]
    shown = [f"{Decimal(truth[name]):,.2f}" for name in ("on_road_price", "purchase_tax")]
    who = play.story.visit(scene["customer"])
    holds = [
        who.name,
        *shown,
        f"{Decimal(truth['net_cost']):,.2f}",
        truth["upper"],
        scene["colour"],
    ]
    play.camera.both("preview", play.stage.paper())
    keep(play.stage.paper(), "quote", play.out, play.report, holds)
    play.report.equal("quote.issued", _whole(play, key).line.status, QuoteStatus.ISSUED)
