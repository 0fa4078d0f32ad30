"""收据 as a paper: the customer's copy with the full head, the stub below the cut line."""

from collections.abc import Iterator
from dataclasses import dataclass

from showroom.contract.paper import ReceiptPaper
from showroom.documents.blocks import Amount, Notice, Party, Signatures, small
from showroom.documents.breaking import Run, width
from showroom.documents.galley import Block, Piece, Together
from showroom.documents.look import ACCENT, CELL, HEADING, MUTED, SMALL, STRONG_RULE
from showroom.documents.pen import Box, Pen
from showroom.documents.press import Paper, Printed, printed
from showroom.documents.seal import PaperKind
from showroom.documents.table import Field, Fields
from showroom.documents.text import LONG, Printable
from showroom.documents.wording import Wording, wording
from showroom.terms import ReceiptKind


def receipt(data: ReceiptPaper) -> Printed:
    """The receipt in duplicate on one page, as a PDF.

    Raises:
        Refusal: `documents.no_glyph` where a typed character cannot be printed.
    """
    return printed(Paper(PaperKind.RECEIPT, data.head, data, list(_blocks(data, wording()))))


def _blocks(data: ReceiptPaper, w: Wording) -> Iterator[Block]:
    yield Fields(_fields(data, w))
    yield _amount(data, w)
    yield Notice(w("receipt.nature", kind=w.term(data.kind)), _nature(data, w))
    if data.note:
        yield Fields((Field(w("note"), w.typed(data.note, "note", LONG), wide=True),), gap=6)
    yield Signatures(
        (
            Party(w("receipt.payer_sign"), (w("sign.signature"),)),
            Party(w("receipt.cashier_sign"), (w("sign.seal"),), w.typed(data.cashier, "cashier")),
        ),
        gap=12,
    )
    yield small(w("receipt.copy_customer"), gap=5)
    yield Together(
        (
            Cut(w("receipt.cut")),
            Stub(w("receipt.stub"), w.typed(data.head.number, "doc_no")),
            Fields(_fields(data, w)),
            _amount(data, w),
            Signatures(
                (
                    Party(w("receipt.payer_sign"), (w("sign.signature"),)),
                    Party(w("receipt.checker_sign"), (w("sign.signature"),)),
                ),
                gap=12,
            ),
        )
    )


def _fields(data: ReceiptPaper, w: Wording) -> tuple[Field, ...]:
    refund = (Field(w("receipt.refund_of"), w.typed(data.refund_of, "refund_of")),)
    return (
        Field(w("receipt.payer"), w.typed(data.payer, "payer")),
        Field(w("receipt.received_at"), w.moment(data.received_at)),
        Field(w("receipt.contract"), w.typed(data.contract_number, "contract")),
        Field(w("receipt.kind"), w.term(data.kind)),
        Field(w("quote.car"), w.typed(data.car, "car"), wide=True),
        Field(w("receipt.method"), w.term(data.method)),
        Field(w("receipt.txn_no"), w.typed(data.txn_no, "txn_no")),
        *(refund if data.refund_of else ()),
    )


def _amount(data: ReceiptPaper, w: Wording) -> Amount:
    label = w("receipt.paid_back" if data.kind is ReceiptKind.REFUND else "receipt.amount")
    return Amount(label, w.money(data.amount_fen), w.upper(data.amount_fen))


def _nature(data: ReceiptPaper, w: Wording) -> tuple[tuple[Run, ...], ...]:
    told = [w(f"receipt.nature_{data.kind.lower()}")]
    if data.kind is ReceiptKind.EARNEST:
        split = {"earnest": w.money(data.earnest_fen), "rest": w.money(data.prepayment_fen)}
        told.append(w("receipt.split", **split))
    return tuple((Run(each),) for each in told)


@dataclass(frozen=True, slots=True)
class Cut:
    """A dashed line to cut along, with its words in the middle."""

    words: Printable

    def pieces(self, measure: float) -> Iterator[Piece]:
        """The line."""

        def draw(pen: Pen, x: float, y: float) -> None:
            words = width(self.words, SMALL.size)
            middle = (measure - words) / 2
            for start in range(0, int(measure), 7):
                if not middle - 8 < start < middle + words + 4:
                    pen.rule(Box(x + start, y + 6, 3.5, 0), STRONG_RULE)
            pen.words((x + middle, y + 8.5), self.words, SMALL, colour=MUTED)

        yield Piece(12, draw, gap=12)


@dataclass(frozen=True, slots=True)
class Stub:
    """The title of the stub with the number of its receipt."""

    title: Printable
    number: Printable

    def pieces(self, measure: float) -> Iterator[Piece]:
        """One line."""

        def draw(pen: Pen, x: float, y: float) -> None:
            pen.words((x, y + 15), self.title, HEADING, bold=True, colour=ACCENT)
            pen.words_left_of((x + measure, y + 15), self.number, CELL)

        yield Piece(22, draw, gap=6)
