"""The rows of one transaction of HQ: those taken from the store and those pushed just now."""

from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.hq.shelf import Held, Shelf

ROOT, LINE = ("contract", b"c" * 16), ("contract_line", b"l" * 16)


def test_lines_that_came_with_this_very_push_are_among_a_documents_rows(hq: Headquarters) -> None:
    with hq.store.write() as connection:
        shelf = Shelf(connection, state(connection).head)
        for address in (ROOT, LINE):
            shelf.put(address, Held("outlet:NJHX", "NJHX", unit=ROOT[1]))
        assert set(shelf.unit(ROOT[1])) == {ROOT, LINE}
        assert shelf.unit(b"o" * 16) == []
