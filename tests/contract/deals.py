"""A contract at each stage, for the tests of what the page decides and shows."""

from dataclasses import replace
from uuid import UUID

from showroom.contract.commands import MakeContract, make_contract
from showroom.contract.receipts import TakeMoney, take_money
from showroom.contract.sitting import Shown, shown
from showroom.desk import Desk
from showroom.terms import MoneyKind, PayMethod, ReceiptKind
from tests.contract.test_commands import accepted_quote


def made(desk: Desk, making: MakeContract, kind: MoneyKind = MoneyKind.EARNEST) -> UUID:
    """A contract that waits for its signatures."""
    return desk.write(make_contract, replace(making, money_kind=kind)).value


def made_of(desk: Desk, making: MakeContract, model: str) -> UUID:
    """One more, of another model."""
    return desk.write(make_contract, replace(making, quote_id=accepted_quote(desk, model))).value


def paid(
    cashier: Desk, key: UUID, yuan: int, kind: ReceiptKind = ReceiptKind.EARNEST, txn: str = "T1"
) -> UUID:
    """Money taken for a contract, by card."""
    command = TakeMoney(key, kind, yuan * 100, PayMethod.CARD, "王芳", txn)
    return cashier.write(take_money, command).value


def as_shown(desk: Desk, key: UUID) -> Shown:
    """The contract as the page shows it to the person at that desk."""
    return desk.read(shown, key)
