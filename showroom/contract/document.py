"""购车合同 as a paper: parties, car, price, payments, terms with acknowledgment, signatures."""

from collections.abc import Iterator

from showroom.contract.clauses import Article, articles, check_wording, numeral, shipped
from showroom.contract.paper import Buyer, ContractPaper, Due, ReceiptPaper
from showroom.contract.receipt import receipt
from showroom.documents.blocks import (
    Acknowledgment,
    Amount,
    Heading,
    Notice,
    Paragraph,
    Party,
    Signatures,
    small,
)
from showroom.documents.breaking import Run
from showroom.documents.galley import Block, Together
from showroom.documents.press import Paper, Printed, printed
from showroom.documents.seal import PaperKind
from showroom.documents.table import Column, Field, Fields, Row, Table
from showroom.documents.text import LONG, NOTHING, Printable, line
from showroom.documents.wording import Wording, wording
from showroom.quote.document import columns, gift_table, price_row
from showroom.terms import DisputeWay, MoneyKind

__all__ = ["Buyer", "ContractPaper", "Due", "ReceiptPaper", "agreement_of_sale", "receipt"]


def agreement_of_sale(data: ContractPaper) -> Printed:
    """The sales contract as a PDF.

    Raises:
        Refusal: `documents.no_glyph` where a typed character cannot be printed;
            `documents.forbidden_wording` where terms say what standard terms may not.
        ValueError: The schedule does not sum to the price: a bug, not a user's error.
    """
    if sum(due.amount_fen for due in data.schedule) != data.price_fen:
        raise ValueError("the payment schedule does not sum to the price")
    for field in ("terms", "breach_terms", "special_terms"):
        check_wording(getattr(data, field), field)
    return printed(Paper(PaperKind.CONTRACT, data.head, data, list(_blocks(data, wording()))))


def _blocks(data: ContractPaper, w: Wording) -> Iterator[Block]:
    yield from _parties(data, w)
    yield Together((Heading(w("contract.car")), Fields(_car(data, w))))
    yield Together((Heading(w("contract.price")), _price(data, w)))
    yield Together((Heading(w("contract.schedule")), _schedule(data, w)))
    yield from _lines(data, w)
    if data.special_terms:
        said = (Run(w.typed(data.special_terms, "special_terms", LONG)),)
        yield Notice(w("contract.special"), (said,), gap=14)
    yield Heading(
        w("contract.terms"),
        w("contract.terms_aside", version=line(data.terms_version, "terms_version")),
    )
    found = list(
        articles(data.terms or shipped(data.terms_version), _facts(data, w), _conditions(data))
    )
    for article in found[:-1]:
        yield from _article(article, w)
    yield Together((*_article(found[-1], w), *_closing(data, w)))


def _parties(data: ContractPaper, w: Wording) -> Iterator[Block]:
    buyer, seller = data.buyer, data.head.seller
    identity = "contract.uscc" if buyer.is_company else "contract.identity"
    yield Heading(w("contract.buyer"))
    yield Fields(
        (
            Field(w("contract.name"), w.typed(buyer.name, "buyer")),
            Field(w(identity), w.typed(buyer.identity, "buyer_idno")),
            Field(w("address"), w.typed(buyer.address, "address"), wide=True),
            Field(w("phone"), w.typed(buyer.phone, "phone")),
            Field(w("contract.quote"), w.typed(data.quote_number, "quote_number")),
        )
    )
    yield Heading(w("contract.seller"))
    bank = (Field(w("contract.bank"), w.typed(data.seller_bank, "seller_bank"), wide=True),)
    yield Fields(
        (
            Field(w("contract.name"), w.typed(seller.name, "seller.name")),
            Field(w("contract.uscc"), w.typed(seller.uscc, "seller.uscc")),
            Field(w("address"), w.typed(seller.address, "seller.address"), wide=True),
            Field(w("phone"), w.typed(seller.phone, "seller.phone")),
            Field(w("consultant"), w.typed(data.consultant, "consultant")),
            *(bank if data.seller_bank else ()),
        )
    )


def _car(data: ContractPaper, w: Wording) -> tuple[Field, ...]:
    car = data.car
    year = w("quote.year_energy_of", year=car.model_year, energy=w.term(car.energy))
    return (
        Field(w("quote.car"), w.typed(car.name, "car"), wide=True),
        Field(w("colour"), w.typed(car.colour, "colour")),
        Field(w("quote.year_energy"), year),
        Field(w("contract.vin"), _vin(data, w)),
        Field(w("contract.quantity"), w("contract.one_car")),
        Field(w("contract.delivery_due"), w.day(data.delivery_due)),
        Field(w("contract.delivery_at"), w.typed(data.head.seller.outlet, "seller.outlet")),
    )


def _vin(data: ContractPaper, w: Wording) -> Printable:
    """The car by its VIN; nothing says it is the buyer's before it is confirmed."""
    if not data.vin:
        return w("contract.vin_open")
    vin = w.typed(data.vin, "vin")
    return w("contract.vin_tentative", vin=vin) if data.vin_tentative else vin


def _price(data: ContractPaper, w: Wording) -> Amount:
    return Amount(
        w("contract.final_price"), w.money(data.price_fen), w.upper(data.price_fen), gap=2
    )


def _schedule(data: ContractPaper, w: Wording) -> Table:
    titles = (
        Column(w("contract.payment"), 38),
        Column(w("contract.due_on"), 28),
        Column(w("line.amount"), 22, right=True),
        Column(w("contract.upper"), 48),
    )
    rows = [
        Row(
            (
                line(due.name, "schedule.name"),
                w.day(due.due_on) if due.due_on else w("contract.on_delivery"),
                w.money(due.amount_fen),
                w.upper(due.amount_fen),
            )
        )
        for due in data.schedule
    ]
    total = (w("contract.sum"), NOTHING, w.money(data.price_fen), w.upper(data.price_fen))
    return Table(titles, (*rows, Row(total, strong=True)))


def _lines(data: ContractPaper, w: Wording) -> Iterator[Block]:
    charged = [each for each in data.lines if not each.is_gift]
    gifts = [each for each in data.lines if each.is_gift]
    if charged:
        yield Heading(w("contract.lines"), w("contract.lines_aside"))
        yield Table(columns(w), tuple(price_row(each, w) for each in charged))
    if gifts:
        yield Together((Heading(w("contract.gifts"), w("quote.gifts_aside")), gift_table(gifts, w)))


def _conditions(data: ContractPaper) -> frozenset[str]:
    asked = {
        "earnest": data.money_kind is MoneyKind.EARNEST,
        "advance": data.money_kind is MoneyKind.ADVANCE,
        "loan": data.loan,
        "unauthorised": not data.authorised,
        "litigation": data.dispute is DisputeWay.LITIGATION,
        "arbitration": data.dispute is DisputeWay.ARBITRATION,
        "breach": bool(data.breach_terms.strip()),
        "vin_open": not data.vin,
    }
    return frozenset(name for name, holds in asked.items() if holds)


def _facts(data: ContractPaper, w: Wording) -> dict[str, Printable]:
    documents = "、".join(line(each, "documents") for each in data.documents)
    return {
        "price": w.money(data.price_fen),
        "price_upper": w.upper(data.price_fen),
        "money_kind": w.term(data.money_kind),
        "deposit": w.money(data.deposit_fen),
        "deposit_upper": w.upper(data.deposit_fen),
        "deposit_cap": w.money(data.deposit_cap_fen),
        "refund_days": Printable(str(data.refund_days)),
        "delivery_due": w.day(data.delivery_due),
        "outlet": w.typed(data.head.seller.outlet, "seller.outlet"),
        "documents": Printable(documents),
        "breach_terms": w.typed(data.breach_terms, "breach_terms", LONG),
        "arbitration_body": w.typed(data.arbitration_body, "arbitration_body"),
    }


def _article(article: Article, w: Wording) -> Iterator[Paragraph]:
    title = w("contract.article", number=numeral(article.number), heading=article.heading)
    yield Paragraph((Run(title, bold=True),), gap=7, holds=True)
    for place, runs in enumerate(article.clauses, 1):
        label = Run(w("contract.clause", article=article.number, number=place), runs[0].bold)
        yield Paragraph(runs, gap=1.5, indent=26, label=label)


def _closing(data: ContractPaper, w: Wording) -> Iterator[Block]:
    yield Acknowledgment(w("contract.acknowledge"), data.terms_ack, w("contract.acknowledge_sign"))
    labels = (w("sign.signature"), w("sign.agent"), w("sign.date"))
    seal = (w("sign.seal"), w("sign.agent"), w("sign.date"))
    yield Signatures(
        (
            Party(w("contract.buyer_sign"), labels, w.typed(data.buyer.name, "buyer")),
            Party(w("contract.seller_sign"), seal, w.typed(data.head.seller.name, "seller.name")),
        )
    )
    yield small(w("contract.note"), gap=6)
