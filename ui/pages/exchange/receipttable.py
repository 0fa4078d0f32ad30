"""The receipts: what HQ said to each batch this desk sent."""

from showroom.exchange.receipts import ReceiptLine
from ui.context import Context
from ui.formats import moment
from ui.kit.table import Column, Table
from ui.words import words

_TONES = {"accepted": "good", "merged": "good", "forked": "accent", "rejected": "warn"}


def receipts_table(context: Context) -> Table[ReceiptLine]:
    """A table of receipts, the latest first."""
    zone = context.zone
    table: Table[ReceiptLine] = Table(
        "exchange.receipts",
        [
            Column(words("exchange.at"), lambda r: moment(r.at, zone), 140),
            Column(words("exchange.changes"), lambda r: f"{r.changes:,}", 90, "amount",
                   cell=lambda r: r.changes),
            Column(words("exchange.up_to"), lambda r: f"{r.last_n:,}", 110, "amount",
                   cell=lambda r: r.last_n),
            Column(words("exchange.verdict"), _verdict, 0, "pill",
                   tone=lambda r: _TONES.get(r.verdict, "neutral")),
        ],
        context.memory,
    )  # fmt: skip
    table.when_empty("receipt", words("exchange.receipts_empty"))
    return table.named(words("exchange.tab_receipts"))


def _verdict(line: ReceiptLine) -> str:
    key = line.settled_how or line.verdict
    return words(f"exchange.verdict_{key}")
