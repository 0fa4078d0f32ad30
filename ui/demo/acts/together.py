"""Act 10: two desks without a line to HQ, one customer and one car; what comes of it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt

from showroom.claim.terms import ClaimStanding
from showroom.contract.commands import MakeContract, make_contract, sign_contract
from showroom.contract.queries import Contracts, WholeContract, contracts, whole_contract
from showroom.customer.card import CardOf, card
from showroom.customer.queries import Archive, archive
from showroom.exchange.status import State
from showroom.money import to_fen
from showroom.quote.commands import SaveQuote, accept_quote, issue_quote, save_quote
from showroom.terms import MoneyKind
from showroom.vehicle.queries import Trims, trims
from ui.demo.exchanging import exchange, judge_synced
from ui.demo.filling import fill, save
from ui.demo.play import Play
from ui.demo.stage import answer, press_action
from ui.demo.waiting import Stuck, settle, until
from ui.pages.contract import ContractPage
from ui.pages.contract.detail import Detail
from ui.pages.customer import CustomerPage
from ui.words import words


def play(play: Play) -> None:
    """A morning with HQ out of reach, and HQ back."""
    scene, there = play.scene("together"), play.there()
    play.next_morning(scene["at"])
    for each in (play, there):
        each.sign_in("consultant")
    keys = _contracts(play, scene)
    for each in (play, there):
        exchange(each)
    _offline(play, scene)
    for each, fields in ((play, scene["first"]), (there, scene["second"])):
        _edit(each, scene, fields)
    for each, key in zip((play, there), keys, strict=True):
        _allocate(each, key)
    _online(play, scene)
    _judge_customer(play, scene)
    _judge_car(play, keys, scene)


def _contracts(play: Play, scene: dict[str, Any]) -> tuple[UUID, UUID]:
    """The contract of the day and another one of the same trim, both signed; neither has a car."""
    desk = play.stage.desk
    (first,) = (each.id for each in desk.read(contracts, Contracts()))
    on = desk.ports.clock.now().astimezone(desk.place.zone).date()
    trim = next(each for each in desk.read(trims, Trims(on))
                if each.code == play.scene("headquarters")["trim"])  # fmt: skip
    customer = _customer(play, scene["other"])
    wish = SaveQuote(customer, trim.id, trim.colours[0], on)
    quote = desk.write(save_quote, wish).value
    desk.write(issue_quote, quote)
    desk.write(accept_quote, quote)
    who = play.story.visit(scene["other"])
    made = MakeContract(
        quote, who.name, scene["idno"], scene["address"], who.phone, MoneyKind.EARNEST,
        to_fen(Decimal(scene["deposit"])), scene["delivery_due"], terms_ack=True,
    )  # fmt: skip
    second = desk.write(make_contract, made).value
    desk.write(sign_contract, second)
    return first, second


def _customer(play: Play, key: str) -> UUID:
    name = play.story.visit(key).name
    lines = play.stage.desk.read(archive, Archive())
    return next(line.id for line in lines if line.name == name)


def _offline(play: Play, scene: dict[str, Any]) -> None:
    """HQ's process ends; a desk that asks for it finds itself offline, and goes on."""
    play.report.equal("hq.ended", play.office.stop(), 0)
    play.next_morning(scene["offline"])
    stands = exchange(play)
    play.report.equal("together.offline", stands.state, State.OFFLINE)


def _edit(play: Play, scene: dict[str, Any], fields: dict[str, str]) -> None:
    """Change some fields of her card."""
    page = play.page("customer", CustomerPage)
    play.stage.window.open_record("customer", _customer(play, scene["customer"]))
    settle("card")
    press_action(page.actions(), "Alt+E")
    fill(page.person.edit_form.entry, **fields)
    save(page.person.edit_form.entry)


def _allocate(play: Play, key: UUID) -> None:
    """Take the first car there is, by keyboard; nothing says that it is confirmed."""
    page = _open(play, key)
    press_action(page.actions(), "Ctrl+G")
    deeds = page.deeds
    until(lambda: deeds is not None and deeds.sheet is not None, "cars")
    settle("cars")
    play.keyboard.press(Qt.Key.Key_Return)
    settle("car")
    car = _whole(play, key).line.car_held
    name = play.stage.desk.place.desk_code
    play.report.equal(f"car.{name}.unsure", car and car.standing, ClaimStanding.TENTATIVE)
    play.camera.one(f"car-unsure-{name}")


def _open(play: Play, key: UUID) -> ContractPage:
    page = play.page("contract", ContractPage)
    play.stage.window.open_record("contract", key)
    settle("contract")
    return page


def _whole(play: Play, key: UUID) -> WholeContract:
    return play.stage.desk.read(whole_contract, key)


def _online(play: Play, scene: dict[str, Any]) -> None:
    """HQ serves again; both desks exchange until each has what the other wrote."""
    play.office.serve()
    play.next_morning(scene["online"])
    play.office.ready()
    for each in (play, play.there(), play):
        exchange(each)
    judge_synced(play, "together")


def _judge_customer(play: Play, scene: dict[str, Any]) -> None:
    """Both edits survive on both desks."""
    wanted = scene["first"] | scene["second"]
    for each in (play, play.there()):
        person = each.stage.desk.read(card, CardOf(_customer(each, scene["customer"]))).person
        seen = {name: getattr(person, name) for name in wanted}
        play.report.equal(f"together.fields_{each.stage.desk.place.desk_code}", seen, wanted)
    play.page("customer", CustomerPage)
    play.stage.window.open_record("customer", _customer(play, scene["customer"]))
    settle("card")
    play.camera.one("customer-both")


def _judge_car(play: Play, keys: tuple[UUID, UUID], scene: dict[str, Any]) -> None:
    """Who came first has it; the other is told who has it, and lets go."""
    there = play.there()
    has, lost = _shown(play, keys[0]), _shown(there, keys[1])
    confirmed = _whole(play, keys[0])
    report = play.report
    report.equal("car.vin", confirmed.vin, scene["vin"])
    report.equal("car.confirmed", _standing(play, keys[0]), ClaimStanding.GRANTED)
    report.check("car.silent", has.car.isHidden(), has.pill.text())
    play.camera.one("car-confirmed")
    report.equal("car.refused", _standing(there, keys[1]), ClaimStanding.REFUSED)
    number = confirmed.line.doc_no or "?"
    report.check("car.told", number in lost.car.text, lost.car.text)
    report.equal("car.choices", len(lost.car.offers), 2)
    there.camera.one("car-refused")
    lost.car.offers[-1].click()
    answer(there.stage, words("contract.act_let_go"), "")
    exchange(there)
    report.equal("car.let_go", _standing(there, keys[1]), None)


def _shown(play: Play, key: UUID) -> Detail:
    """The contract as its page shows it; raises Stuck when it shows none."""
    play.stage.front_window()
    detail = _open(play, key).detail
    if detail is None:
        raise Stuck("contract on its page")
    return detail


def _standing(play: Play, key: UUID) -> ClaimStanding | None:
    car = _whole(play, key).line.car_held
    return car.standing if car else None
