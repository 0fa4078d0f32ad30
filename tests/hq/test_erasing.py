"""Erasure at HQ: what it holds of a person is blanked, and what still comes of them."""

from uuid import UUID

from sqlalchemy import select

from db import cells
from db.base import Base
from db.headquarters import held_row
from showroom.customer.erasing import NOBODY
from showroom.customer.erasure import Erase, erase
from showroom.desk import Desk
from showroom.hq.shelf import Shelf
from showroom.terms import FollowUpMethod, FollowUpResult
from showroom.visit.followup import RecordFollowUp, follow_up
from tests.board.days import Come, at, put_visit
from tests.customer.test_commands import filed
from tests.customer.test_erasing import everything
from tests.hq.test_closing import Pushing, headquarters, unsent  # noqa: F401 - a fixture
from tests.visit.arrivals import staff_id


def all_of(hq: Pushing) -> str:
    """Every cell HQ holds, in one text."""
    with hq.hq.store.write() as connection:
        shelf = Shelf(connection, 0)
        at = connection.execute(select(held_row.c.row_table, held_row.c.row_id)).all()
        rows = [shelf.get((table, bytes(key))) for table, key in at]
        return " ".join(str(held.row.cells) for held in rows if held)


def talk(desk: Desk, key: UUID) -> UUID:
    said = RecordFollowUp(
        customer_id=key,
        method=FollowUpMethod.CALL,
        result=FollowUpResult.REACHED,
        content="想要白色",
    )
    return desk.write(follow_up, said).value  # type: ignore[return-value]


def test_hq_blanks_what_it_holds_and_what_an_offline_desk_still_brings(
    manager: Desk,
    headquarters: Pushing,  # noqa: F811 - the fixture
) -> None:
    ann = staff_id(manager, "liqian")
    key = filed(manager, note="喜欢安静")
    visit = manager.write(
        put_visit, Come(at("09:00"), customer=key, owner=ann, phone="13900000000")
    )
    talk(manager, key)
    headquarters.push(manager)
    assert "喜欢安静" in all_of(headquarters)
    talk(manager, key)
    life, outlet_id, late = unsent(manager, headquarters.heard)
    headquarters.heard = late[-1].last
    manager.write(erase, Erase(key, "王芳", "客户要求"))
    assert headquarters.push(manager) == [("accepted", None)]
    said = all_of(headquarters)
    assert [needle for needle in ("喜欢安静", "想要白色", "13900000000") if needle in said] == []
    assert headquarters.cells("visit", visit.value.bytes)["phone"] == NOBODY
    headquarters.take(life, outlet_id, late)
    assert "想要白色" not in all_of(headquarters)
    assert "想要白色" not in manager.read(everything, None)


def test_an_erased_row_is_the_same_here_and_at_hq(
    manager: Desk,
    headquarters: Pushing,  # noqa: F811 - the fixture
) -> None:
    key = filed(manager, note="喜欢安静")
    headquarters.push(manager)
    manager.write(erase, Erase(key, "王芳", "客户要求"))
    headquarters.push(manager)
    table = Base.metadata.tables["customer"]
    with manager.opened.store.read() as session:
        [(_, here)] = cells.stored(session, table, table.c.id == key)
    there = headquarters.cells("customer", key.bytes)
    assert here == {name: cell for name, cell in there.items() if cell is not None}
