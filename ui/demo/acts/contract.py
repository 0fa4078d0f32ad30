"""Act 6, second half: the contract from the accepted quote, signed; the deposit and its receipt."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from showroom.contract.queries import WholeContract
from showroom.money import to_yuan
from showroom.quote.queries import Quotes, quotes
from showroom.terms import ContractStatus, PayMethod, QuoteStatus, ReceiptKind
from ui.demo.acts.quote import open_quote
from ui.demo.filling import complaint, fill, save
from ui.demo.papers import keep
from ui.demo.play import Play
from ui.demo.stage import press_action
from ui.demo.waiting import Stuck, settle, until
from ui.pages.contract import ContractPage
from ui.pages.contract.making import Making


def play(play: Play) -> None:
    """Make, print and sign the contract; take the deposit."""
    key = _make(play, play.scene("contract"))
    _sign(play, key)
    _take(play, key)


def _make(play: Play, scene: dict[str, Any]) -> UUID:
    """From the accepted quote, with nothing retyped."""
    play.at(scene["starts"])
    play.sign_in("consultant")
    making = _begin(play)
    who = play.story.visit(play.scene("quote")["customer"])
    known = {name: making.entry.fields[name].value() for name in ("buyer", "phone")}
    play.report.equal("contract.nothing_retyped", known, {"buyer": who.name, "phone": who.phone})
    price = to_yuan(making.proposal.invoice_price_fen)
    play.report.equal("contract.price", str(price), scene["truth"]["price"])
    fill(
        making.entry,
        buyer_idno=scene["idno"],
        address=scene["address"],
        deposit=scene["too_much"],
        delivery_due=scene["delivery_due"],
        terms_ack=True,
    )
    _judge_cap(play, making)
    fill(making.entry, deposit=scene["deposit"])
    play.camera.both("contract-make")
    save(making.entry)
    whole = _whole(play)
    play.report.equal("contract.cap", str(to_yuan(whole.deposit_cap_fen)), scene["truth"]["cap"])
    play.report.equal("contract.status", whole.line.status, ContractStatus.PENDING)
    return whole.line.id


def _begin(play: Play) -> Making:
    lines = play.stage.desk.read(quotes, Quotes())
    accepted = [line for line in lines if line.status is QuoteStatus.ACCEPTED]
    if not accepted:
        raise Stuck("accepted quote")
    press_action(open_quote(play, accepted[0].id).actions(), "Ctrl+T")
    page = play.stage.workspace.page
    if not isinstance(page, ContractPage):
        raise Stuck("page contract")
    until(lambda: page.making is not None, "contract in the making")
    settle("contract")
    if page.making is None:
        raise Stuck("contract in the making")
    return page.making


def _judge_cap(play: Play, making: Making) -> None:
    """One fen above the cap of 民法典 586 is not agreed."""
    making.entry.save_action.trigger()
    settle("cap")
    said = complaint(making.entry)
    play.report.check("contract.over_cap", making.entry.fields["deposit"].error, said)


def _page(play: Play, key: UUID) -> ContractPage:
    page = play.page("contract", ContractPage)
    play.stage.window.open_record("contract", key)
    settle("contract")
    return page


def _whole(play: Play) -> WholeContract:
    """The contract on the page."""
    page = play.stage.workspace.page
    if not isinstance(page, ContractPage) or page.detail is None:
        raise Stuck("contract on its page")
    return page.detail.shown.whole


def _sign(play: Play, key: UUID) -> None:
    scene = play.scene("contract")
    page = _page(play, key)
    play.camera.one("contract")
    press_action(page.actions(), "Ctrl+P")
    who = play.story.visit(play.scene("quote")["customer"])
    price = Decimal(scene["truth"]["price"])
    holds = [who.name, scene["address"], scene["idno"], f"{price:,.2f}",
             f"{Decimal(scene['deposit']):,.2f}"]  # fmt: skip
    keep(play.stage.paper(), "contract", play.out, play.report, holds)
    play.at(scene["signed"])
    press_action(_page(play, key).actions(), "Ctrl+D")
    play.report.equal("contract.signed_on", _whole(play).signed_on, play.story.day)


def _take(play: Play, key: UUID) -> None:
    """The cashier takes more than the cap: 定金 up to it, the rest a prepayment."""
    scene = play.scene("receipt")
    play.at(scene["at"])
    play.sign_in("cashier")
    page = _page(play, key)
    press_action(page.actions(), "Ctrl+R")
    if page.detail is None or page.detail.money is None:
        raise Stuck("form for money")
    fill(
        page.detail.money.entry,
        kind=ReceiptKind.EARNEST,
        amount=scene["amount"],
        method=PayMethod(scene["method"]),
    )
    play.camera.one("receipt")
    save(page.detail.money.entry)
    amount = Decimal(scene["amount"])
    holds = [play.story.visit(play.scene("quote")["customer"]).name, f"{amount:,.2f}",
             scene["truth"]["upper"]]  # fmt: skip
    holds += [f"{Decimal(scene['truth'][part]):,.2f}" for part in ("earnest", "prepaid")]
    keep(play.stage.paper(), "receipt", play.out, play.report, holds)
    _judge_receipt(play, key, scene)


def _judge_receipt(play: Play, key: UUID, scene: dict[str, Any]) -> None:
    _page(play, key)
    whole = _whole(play)
    taken = whole.receipts[0]
    truth, report = scene["truth"], play.report
    report.equal("receipt.earnest", str(to_yuan(taken.earnest_fen)), truth["earnest"])
    report.equal("receipt.prepaid", str(to_yuan(taken.prepayment_fen)), truth["prepaid"])
    report.equal("receipt.cashier", taken.cashier, play.scene("opening")["cashier_name"])
    report.equal("contract.ordered_on", whole.ordered_on, play.story.day)
    play.camera.both("contract-paid")
