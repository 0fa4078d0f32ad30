"""What people do with papers: quotes, contracts, money, cars given to contracts, days closed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from showroom.contract.allocation import Allocate, allocate
from showroom.contract.commands import MakeContract, make_contract, sign_contract
from showroom.contract.receipts import TakeMoney, take_money
from showroom.dayclose.commands import CloseDay, close_day
from showroom.errors import Refusal
from showroom.quote.commands import SaveQuote, accept_quote, issue_quote, save_quote
from showroom.simulate.acts.deeds import Act, Deed
from showroom.terms import MoneyKind, PayMethod, ReceiptKind, Role
from showroom.vehicle.queries import Trims, trims

_IDNO = "11010519491231002X"
_CARD = "merged_into_id IS NULL AND anonymised_at IS NULL"


def offer(deed: Deed) -> object:
    """A quote is drafted."""
    desk = deed.at(Role.CONSULTANT)
    trim = deed.rng.choice(desk.read(trims, Trims(deed.today())))
    colour = deed.rng.choice(trim.colours)
    said = SaveQuote(deed.key("customer", _CARD), trim.id, colour, deed.today(), note=deed.word)
    return desk.write(save_quote, said)


def reoffer(deed: Deed) -> object:
    """A draft is written over, maybe on two desks at once."""
    key, customer, trim, colour, on = deed.one(
        "SELECT id, customer_id, trim_id, colour, expected_invoice_on FROM quote "
        "WHERE status = 'DRAFT' ORDER BY id"
    )
    said = SaveQuote(
        UUID(bytes=customer), UUID(bytes=trim), colour,
        max(date.fromisoformat(on), deed.today()), note=deed.word, quote_id=UUID(bytes=key),
    )  # fmt: skip
    more = deed.rng.randrange(3) * 1_000_00
    return deed.at(Role.CONSULTANT).write(save_quote, replace(said, trade_in_value_fen=more))


def agree(deed: Deed) -> object:
    """A draft is issued and accepted, as far as it goes."""
    key = deed.key("quote", "status IN ('DRAFT', 'ISSUED')")
    desk = deed.at(Role.SALES_MANAGER)
    status = deed.one(f"SELECT status FROM quote WHERE id = x'{key.hex}'")[0]
    if status == "DRAFT":
        desk.write(issue_quote, key)
    return desk.write(accept_quote, key)


def sell(deed: Deed) -> object:
    """An accepted quote becomes a contract, signed."""
    key = deed.key("quote", "status = 'ACCEPTED'")
    said = MakeContract(
        quote_id=key, buyer=f"买{deed.word}", buyer_idno=_IDNO, address="南京市建邺区 1 号",
        phone="13900000000", money_kind=MoneyKind.EARNEST, deposit_fen=20_000_00,
        delivery_due=deed.today() + timedelta(days=9), terms_ack=True,
    )  # fmt: skip
    desk = deed.at(Role.CONSULTANT)
    return desk.write(sign_contract, desk.write(make_contract, said).value)


def pay(deed: Deed) -> object:
    """Money is taken for a contract."""
    key = deed.key("contract", "status = 'SIGNED'")
    said = TakeMoney(
        key, ReceiptKind.EARNEST, deed.rng.randrange(1, 9) * 1_000_00, PayMethod.CASH, deed.word
    )
    return deed.at(Role.CASHIER).write(take_money, said)


def promise(deed: Deed) -> object:
    """A car is given to a contract; others may have given it too."""
    contract, trim = deed.one(
        "SELECT id, trim_id FROM contract WHERE status = 'SIGNED' ORDER BY id"
    )
    cars = [row[0] for row in deed.rows(f"SELECT id FROM vehicle WHERE trim_id = x'{trim.hex()}'")]
    if not cars:
        raise Refusal("simulate.nothing_there")
    said = Allocate(UUID(bytes=contract), UUID(bytes=deed.rng.choice(sorted(cars))))
    return deed.at(Role.CONSULTANT).write(allocate, said)


def shut(deed: Deed) -> object:
    """A day before today is closed."""
    day = deed.today() - timedelta(days=deed.rng.randrange(1, 3))
    sql = (
        "SELECT coalesce(sum(amount_fen), 0) FROM receipt WHERE method = 'CASH' "
        f"AND coalesce(posted_date, business_date) = '{day}'"
    )
    cash = int(deed.one(sql)[0])
    said = CloseDay(day, {PayMethod.CASH: cash}, acknowledged=_WARNINGS)
    return deed.at(Role.STORE_MANAGER).write(close_day, said)


_WARNINGS = frozenset({"dayclose.still_here"})
DEALS: dict[str, tuple[Act, int]] = {
    "offer": (offer, 4), "reoffer": (reoffer, 5), "agree": (agree, 3), "sell": (sell, 3),
    "pay": (pay, 2), "promise": (promise, 3), "shut": (shut, 3),
}  # fmt: skip
"""Each act by name, and how often it is done."""
