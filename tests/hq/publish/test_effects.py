"""A publication reaches the desks, and tells beforehand which open quotes it moves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from showroom.clock import SetClock
from showroom.hq.publish.publishing import Preview, Publish, Published, preview, publish
from showroom.quote.commands import SaveQuote, issue_quote, save_quote
from showroom.quote.pricebook import Offers, price_book
from showroom.quote.pricing import QuoteLineWish
from showroom.rights import EVERYONE, allows
from showroom.terms import LineKind, Payee
from showroom.unit import Unit
from showroom.vehicle.queries import Trims, floor_price_fen, trims
from tests.factories import customer
from tests.hq.publish.writing import BOOK, as_json, price
from tests.sync.world import Group, Member

TODAY = date(2026, 11, 22)
LATER = date(2026, 12, 1)
CASH = QuoteLineWish(
    LineKind.CASH_DISCOUNT, "年末现金优惠", Payee.DEALER, 20_000_00,
    on_invoice=True, code="CASH-EX90",
)  # fmt: skip
PLATING = QuoteLineWish(
    LineKind.PLATING_FEE, "上牌服务费", Payee.DEALER, 500_00, optional=True, code="PLATING"
)
OFFER = {
    "code": "CASH-EX90", "name": "年末现金优惠", "kind": "CASH_DISCOUNT", "model": "EX90",
    "amount": "25000", "on_invoice": True, "valid_from": "2026-11-22",
}  # fmt: skip
FEE = {
    "code": "PLATING", "name": "上牌服务费", "kind": "PLATING_FEE", "payee": "DEALER",
    "amount": "300", "basis": "代办", "optional": True, "valid_from": "2026-11-22",
}  # fmt: skip


@dataclass
class Scene:
    """A group whose one desk has synced, and files to publish."""

    group: Group
    member: Member
    place: Path

    def asked(self, sheets: dict[str, Any]) -> Publish:
        return Publish((as_json(self.place / "book.json", sheets),), "all", "陈总")

    def preview(self, **sheets: list[dict[str, Any]]) -> Preview:
        self.member.sync()
        shown = preview(self.group.hq, self.asked(sheets))
        assert not shown.problems
        return shown

    def publish(self, **sheets: list[dict[str, Any]]) -> Published:
        done = publish(self.group.hq, self.asked(sheets))
        assert not done.preview.problems
        self.member.sync()
        return done

    def quote(self, *, issued: bool = False) -> UUID:
        """An EX90 with the cash offer and plating, quoted today."""
        desk = self.member.at("liwen")
        trim = next(t for t in desk.read(trims, Trims(TODAY)) if t.model == "EX90")
        card = desk.write(_file_customer, "王芳").value
        wish = SaveQuote(card, trim.id, trim.colours[0], TODAY, lines=(CASH, PLATING))
        key = desk.write(save_quote, wish).value
        return desk.write(issue_quote, key).value if issued else key


@allows(*EVERYONE)
def _file_customer(unit: Unit, name: str) -> UUID:
    return unit.add(customer(unit.outlet_id, name)).id


@pytest.fixture
def scene(tmp_path: Path, folder: Path, clock: SetClock) -> Iterator[Scene]:
    group = Group(tmp_path, clock)
    member = group.first(folder)
    member.sync()
    made = Scene(group, member, tmp_path)
    made.publish(**{name: BOOK[name] for name in ("models", "trims")})
    yield made
    group.close()


def guide_price(scene: Scene, on: date) -> int:
    lines = scene.member.at("liwen").read(trims, Trims(on))
    (line,) = [each for each in lines if each.code == "EX90-BEV-SZ"]
    return line.guide_price_fen


def test_a_published_price_reaches_the_desk_and_holds_from_its_day(scene: Scene) -> None:
    scene.publish(prices=[price("389900", "2026-12-01")])
    assert guide_price(scene, TODAY) == 39_990_000
    assert guide_price(scene, LATER) == 38_990_000


def test_a_published_floor_price_reaches_a_4s(scene: Scene) -> None:
    floor = {"trim": "EX90-BEV-SZ", "floor_price": "340000", "valid_from": "2026-12-01"}
    scene.publish(prices=[price("389900", "2026-12-01")], floors=[floor])
    desk = scene.member.at("liwen")
    trim = next(t for t in desk.read(trims, Trims(TODAY)) if t.model == "EX90")

    @allows(*EVERYONE)
    def floors(unit: Unit, _: None) -> tuple[int | None, int | None]:
        return floor_price_fen(unit, trim.id, TODAY), floor_price_fen(unit, trim.id, LATER)

    assert desk.read(floors, None) == (35_500_000, 34_000_000)


def test_a_published_offer_takes_the_place_of_the_outlets_own(scene: Scene) -> None:
    scene.publish(promotions=[OFFER])
    desk = scene.member.at("liwen")
    trim = next(t for t in desk.read(trims, Trims(TODAY)) if t.model == "EX90")
    offers = desk.read(price_book, Offers(trim.id, TODAY)).promotions
    assert [o.amount_fen for o in offers if o.code == "CASH-EX90"] == [25_000_00]


def test_a_published_setting_is_what_the_desk_goes_by(scene: Scene) -> None:
    row = {"key": "quote.validity", "value": {"days": 3}, "source": "总部"}
    scene.publish(settings=[row | {"valid_from": "2026-12-01"}])

    @allows(*EVERYONE)
    def days(unit: Unit, on: date) -> int:
        found: int = unit.setting("quote.validity", on)["days"]
        return found

    desk = scene.member.at("liwen")
    assert [desk.read(days, on) for on in (TODAY, LATER)] == [7, 3]


def test_a_quote_open_when_a_price_falls_is_named_with_the_difference(scene: Scene) -> None:
    key = scene.quote()
    shown = scene.preview(prices=[price("389900", "2026-11-22")])
    (quote,) = shown.quotes
    assert (quote.id, quote.outlet, quote.doc_no) == (key, "NJHX", None)
    assert [reason.word for reason in quote.reasons] == ["price"]
    # 10,000 less on the invoice, and the tax on it beyond the relief: 10 % of 10,000 / 1.13
    assert quote.new_fen is not None
    assert quote.old_fen - quote.new_fen == 10_000_00 + 884_96


def test_an_issued_quote_moves_with_a_fee_and_an_offer(scene: Scene) -> None:
    scene.quote(issued=True)
    (quote,) = scene.preview(promotions=[OFFER], fees=[FEE]).quotes
    assert {(reason.word, reason.code) for reason in quote.reasons} == {
        ("promotion", "CASH-EX90"), ("fee", "PLATING"),
    }  # fmt: skip
    assert quote.doc_no is not None
    assert quote.new_fen is not None
    assert quote.old_fen - quote.new_fen == 5_000_00 + 442_48 + 200_00


def test_an_offer_that_ends_raises_the_quotes_that_count_on_it(scene: Scene) -> None:
    scene.publish(promotions=[OFFER | {"amount": "20000"}])
    scene.quote(issued=True)
    ended = OFFER | {"amount": "20000", "valid_to": "2026-11-23"}
    (quote,) = scene.preview(promotions=[ended]).quotes
    assert quote.new_fen is not None
    assert quote.new_fen > quote.old_fen


def test_another_tax_rate_moves_quotes_by_the_day_of_their_invoice(scene: Scene) -> None:
    scene.quote()
    row = {"key": "quote.purchase_tax", "value": {"vat": "0.13", "rate": "0.20"}, "source": "法"}
    assert scene.preview(settings=[row | {"valid_from": "2026-12-01"}]).quotes == ()
    (quote,) = scene.preview(settings=[row | {"valid_from": "2026-11-22"}]).quotes
    assert quote.reasons[0].code == "quote.purchase_tax"


def test_a_price_from_after_a_quote_has_lapsed_does_not_move_it(scene: Scene) -> None:
    scene.quote(issued=True)
    assert scene.preview(prices=[price("389900", "2027-03-01")]).quotes == ()


def test_the_same_price_moves_nothing(scene: Scene) -> None:
    scene.quote()
    same = replace(scene.preview(prices=[price("399900", "2026-11-22")]))
    assert same.quotes == ()
