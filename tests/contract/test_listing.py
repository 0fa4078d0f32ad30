"""The list of the page: what waits for a contract, and the contracts."""

from datetime import date

from showroom.clock import SetClock
from showroom.contract.commands import CancelContract, MakeContract, cancel_contract
from showroom.contract.listing import Show, counts, entries
from showroom.contract.queries import Contracts
from showroom.contract.sitting import sitting
from showroom.desk import Desk
from showroom.terms import ReceiptKind
from tests.contract.deals import made, made_of, paid
from tests.contract.test_commands import accepted_quote, making

__all__ = ["making"]


def test_an_accepted_quote_waits_at_the_top_until_it_has_a_contract(
    consultant: Desk, making: MakeContract
) -> None:
    (waiting,) = entries(consultant.read(sitting, Contracts()))
    assert (waiting.is_quote, waiting.word, waiting.price_fen) == (
        True,
        "contract.waiting",
        258_800_00,
    )
    made(consultant, making)
    (line,) = entries(consultant.read(sitting, Contracts()))
    assert (line.is_quote, line.price_fen, line.balance_fen) == (False, 258_800_00, 259_300_00)


def test_the_chips_count_what_they_show(
    consultant: Desk, manager: Desk, making: MakeContract
) -> None:
    first = made(consultant, making)
    ended = made_of(consultant, making, "S90")
    manager.write(cancel_contract, CancelContract(ended, "退订"))
    accepted_quote(consultant, "EX30")
    paid(manager, first, 20_000)
    paid(manager, first, 239_300, ReceiptKind.BALANCE, "T2")
    lines = entries(manager.read(sitting, Contracts()))
    assert counts(lines) == {
        Show.ALL: 4,
        Show.WAITING: 2,  # the quote of the cancelled contract may be made again
        Show.PENDING: 1,
        Show.OWING: 0,
        Show.ENDED: 1,
    }
    cancelled = next(line for line in lines if line.id == ended)
    assert cancelled.balance_fen is None


def test_a_car_not_delivered_in_time_is_late(
    consultant: Desk, making: MakeContract, clock: SetClock
) -> None:
    made(consultant, making)
    assert not entries(consultant.read(sitting, Contracts()))[0].late
    clock.advance(days=19)
    line = entries(consultant.read(sitting, Contracts()))[0]
    assert (line.delivery_due, line.late) == (date(2026, 12, 10), True)
