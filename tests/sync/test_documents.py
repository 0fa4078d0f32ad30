"""A document two desks change at once becomes two versions, never a mix."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from db.models.quote import Quote, QuoteLine
from showroom.quote.commands import SaveQuote, issue_quote, save_quote
from showroom.quote.pricing import QuoteLineWish
from showroom.sync import tray
from showroom.terms import LineKind, Payee
from showroom.vehicle.queries import Trims, trims
from tests.customer.test_commands import filed
from tests.sync.world import Member, content, run, unsent

TODAY = date(2026, 11, 22)
Save = Callable[..., UUID]


def film(yuan: int) -> QuoteLineWish:
    return QuoteLineWish(LineKind.ACCESSORY, f"精品{yuan}", Payee.DEALER, yuan * 100, optional=True)


@pytest.fixture
def save(first: Member) -> Save:
    """Saves a quote of one and the same customer on some desk, with these accessories."""
    manager = first.at("zhengjie")
    trim = next(each for each in manager.read(trims, Trims(TODAY)) if each.model == "EX90")
    buyer = filed(manager)

    def saved(member: Member, *yuan: int, quote: UUID | None = None) -> UUID:
        lines = tuple(film(each) for each in yuan)
        command = SaveQuote(buyer, trim.id, trim.colours[0], TODAY, lines, quote_id=quote)
        return member.at("zhengjie").write(save_quote, command).value

    return saved


def quotes(member: Member) -> dict[int, tuple[str, list[int]]]:
    """Status and amounts of the lines (yuan) of every quote, by its on-road price."""
    found: dict[int, tuple[str, list[int]]] = {}
    with member.desk.opened.store.read() as session:
        for key, price, status in session.execute(
            select(Quote.id, Quote.on_road_price_fen, Quote.status)
        ):
            amounts = session.scalars(select(QuoteLine.amount_fen).where(QuoteLine.quote_id == key))
            found[price] = (status, sorted(amount // 100 for amount in amounts))
    return found


def test_a_quote_edited_on_one_desk_is_whole_on_the_other(
    first: Member, second: Member, save: Save
):
    key = save(first, 100, 200)
    first.sync()
    second.sync()
    save(second, 300, quote=key)
    second.sync()
    first.sync()
    assert [lines for _, lines in quotes(first).values()] == [[300]]
    assert content(first) == content(second)


def test_two_desks_edit_one_draft_and_two_versions_stand(first: Member, second: Member, save: Save):
    key = save(first, 100)
    first.sync()
    second.sync()
    save(first, 1000, 10, quote=key)
    save(second, 2000, quote=key)
    save(second, 2000, 20, quote=key)
    first.sync()
    told = second.sync()
    assert told.refused == 0
    for member in (first, second, first):
        member.sync()
    assert sorted(lines for _, lines in quotes(first).values()) == [[10, 1000], [20, 2000]]
    assert content(first) == content(second)
    assert (unsent(first), unsent(second)) == (0, 0)
    assert second.sync(check=True).laid == 0


def test_a_quote_issued_here_and_edited_there_stays_as_issued(
    first: Member, second: Member, save: Save
):
    key = save(first, 100)
    first.sync()
    second.sync()
    first.at("zhengjie").write(issue_quote, key)
    save(second, 2000, quote=key)
    for member in (first, second, first):
        member.sync()
    found = quotes(first)
    assert sorted(found.values()) == [("DRAFT", [2000]), ("ISSUED", [100])]
    assert content(first) == content(second)


def test_a_reply_that_never_came_makes_no_second_version(first: Member, second: Member, save: Save):
    key = save(first, 100)
    first.sync()
    second.sync()
    save(second, 300, quote=key)
    second.wire.deaf = True
    with pytest.raises(Exception, match="unreachable"):
        second.sync()
    second.wire.deaf = False
    save(second, 300, 30, quote=key)
    second.sync()
    first.sync()
    assert [lines for _, lines in quotes(first).values()] == [[30, 300]]
    assert content(first) == content(second)


def test_a_later_line_of_a_refused_quote_waits_with_it_and_goes_with_it(
    first: Member, second: Member, save: Save
):
    save(first, 100)
    with first.desk.opened.store.applying() as connection:
        connection.exec_driver_sql("UPDATE outbox SET body = '[' WHERE row_table = 'quote'")
    assert first.sync().refused > 0
    line = "UPDATE quote_line SET amount_fen = 20000"
    run(first, line, write=True)
    assert first.sync().refused == 1
    with first.desk.opened.store.applying() as connection:
        (tx, *_) = tray.waiting(connection)
        tray.withdraw(connection, tx.id, first.desk.ports.clock.now())
        assert tray.waiting(connection) == []
    first.sync()
    second.sync()
    assert quotes(first) == quotes(second) == {}
    assert content(first) == content(second)
