"""What HQ checks again on every pushed transaction: who wrote it, and what may follow on what.

A desk's commands checked it all before; HQ trusts the device that signed, not every row it sends.
"""

from collections.abc import Callable, Mapping
from typing import Final

from showroom.contract import rules as contract_rules
from showroom.errors import Refusal
from showroom.quote import rules as quote_rules
from showroom.rights import ADMINS, DESK, EVERYONE, MANAGERS, MONEY, SALES
from showroom.terms import ContractStatus, QuoteStatus, Role

Cells = Mapping[str, int | float | str | None]

WRITERS: Final[Mapping[str, frozenset[Role]]] = {
    "staff": ADMINS,
    "outlet": ADMINS,
    "setting": ADMINS,
    "target": ADMINS | MANAGERS,
    "terms_text": ADMINS,
    "car_model": ADMINS,
    "trim": ADMINS,
    "price": ADMINS,
    "floor_price": ADMINS,
    "fee_item": ADMINS,
    "promotion": ADMINS,
    "accessory": ADMINS,
    "loan_product": ADMINS,
    "receipt": MONEY,
    "erasure": ADMINS,
    "day_close": MANAGERS,
    "lease": MANAGERS,
    "quote": SALES,
    "quote_line": SALES,
    "contract": SALES | MONEY,
    "contract_line": SALES,
    "pay_instalment": SALES,
    "approval": SALES,
    "visit": DESK | ADMINS,
    "test_drive": DESK,
    "drive_agreement": SALES,
    "drive_feedback": SALES,
    "dispute": MANAGERS,
}
"""Who may write a table; one not named here is open to everybody of the outlet."""

HQ_ALONE: Final = frozenset({"countersign"})
HQ_COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    "dispute": frozenset({"verdict", "verdict_reason", "settled_at", "proposal", "pair"}),
    "conflict": frozenset({"of_table", "of_id", "kept", "lost", "column_group"}),
}
"""What no desk writes."""

OWN: Final[Mapping[str, frozenset[str]]] = {"staff": frozenset({"password_hash"})}
"""Columns a person may change of his own row, whatever his role."""

_FROZEN_QUOTE: Final = frozenset(
    {"customer_id", "trim_id", "colour", "guide_price_fen", "invoice_price_fen", "loan"}
    | {"on_road_price_fen", "purchase_tax_fen", "discount_fen", "net_cost_fen", "due_at_store_fen"}
)
_FROZEN_CONTRACT: Final = frozenset(
    {"buyer", "buyer_idno", "trim_id", "colour", "price_fen", "money_kind", "deposit_fen"}
    | {"deposit_cap_fen", "delivery_due", "dispute", "breach_terms", "terms_version"}
)


def own(table: str) -> frozenset[str]:
    """The columns a person may change of his own row."""
    return OWN.get(table, frozenset())


def is_hqs(table: str, cells: Cells) -> bool:
    """Whether these are cells that HQ alone writes."""
    return table in HQ_ALONE or not HQ_COLUMNS.get(table, frozenset()).isdisjoint(cells)


def may_write(role: Role, table: str, cells: Cells) -> bool:
    """Whether a person of that role may write these cells of a table."""
    return not is_hqs(table, cells) and role in WRITERS.get(table, EVERYONE)


def check_step(table: str, before: Cells, cells: Cells, kind: str = "U") -> None:
    """Pass a change that leads from one state of a document to one that may follow on it.

    `kind` I writes the whole row anew, D deletes it.

    Raises:
        Refusal: `quote.wrong_state`, `contract.wrong_state`, `sync.issued` for a change to what an
            issued quote or a signed contract says.
    """
    rule = _STEPS.get(table)
    if rule is None or "status" not in before:
        return
    step, frozen, is_open = rule
    now, then = str(before["status"]), cells.get("status")
    if kind != "U":
        cells = {**dict.fromkeys(frozen), **cells}
    if then is not None and then != now:
        step(now, str(then))
    changed = {name for name in frozen & cells.keys() if cells[name] != before.get(name)}
    if changed and not is_open(now):
        raise Refusal("sync.issued", table=table, columns=", ".join(sorted(changed)))


def check_line(table: str, document: Cells, line: tuple[str, Cells]) -> None:
    """Pass a change to a line (its table and cells) of a document that is not in force yet.

    Raises:
        Refusal: `sync.issued`.
    """
    rule = _STEPS.get(table)
    if rule is not None and "status" in document and not rule[2](str(document["status"])):
        raise Refusal("sync.issued", table=line[0], columns=", ".join(line[1]))


def _quote_step(now: str, then: str) -> None:
    quote_rules.check_step(QuoteStatus(now), QuoteStatus(then))


def _contract_step(now: str, then: str) -> None:
    contract_rules.check_step(ContractStatus(now), ContractStatus(then))


def _is_draft(now: str) -> bool:
    return quote_rules.editable(QuoteStatus(now))


def _is_unsigned(now: str) -> bool:
    return now in {ContractStatus.DRAFT, ContractStatus.PENDING}


_Rule = tuple[Callable[[str, str], None], frozenset[str], Callable[[str], bool]]
_STEPS: Final[Mapping[str, _Rule]] = {
    "quote": (_quote_step, _FROZEN_QUOTE, _is_draft),
    "contract": (_contract_step, _FROZEN_CONTRACT, _is_unsigned),
}
