"""Records in a line each, so that a figure can be opened."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from showroom.kpi import deal_lines as deals
from showroom.kpi import lead_lines as leads
from showroom.kpi.line import Ids, RecordKind, RecordLine
from showroom.unit import Unit

_AT_ONCE = 500
_Source = tuple[Callable[[Ids], Any], Callable[[Unit, Any], RecordLine]]


def record_lines(unit: Unit, kind: RecordKind, ids: Sequence[UUID]) -> list[RecordLine]:
    """The records of these ids, in the same order; what is gone is left out."""
    found = {line.id: line for line in _lines(unit, kind, ids)}
    return [found[key] for key in ids if key in found]


def _lines(unit: Unit, kind: RecordKind, ids: Sequence[UUID]) -> Iterator[RecordLine]:
    for statement, made in _SOURCES[kind]:
        for start in range(0, len(ids), _AT_ONCE):
            for row in unit.session.execute(statement(ids[start : start + _AT_ONCE])):
                yield made(unit, row)


_SOURCES: dict[RecordKind, tuple[_Source, ...]] = {
    RecordKind.VISIT: ((deals.visits, deals.visit),),
    RecordKind.DRIVE: ((deals.drives, deals.drive),),
    RecordKind.QUOTE: ((deals.quotes, deals.quote),),
    RecordKind.CONTRACT: ((deals.contracts, deals.contract),),
    RecordKind.LEAD: ((leads.leads, leads.lead),),
    RecordKind.MOVE: ((leads.moves, leads.move),),
    RecordKind.CONTACT: ((leads.contacts, leads.contact), (leads.waiting, leads.wait)),
    RecordKind.APPROVAL: ((leads.approvals, leads.approval),),
    RecordKind.CLASH: ((leads.clashes, leads.clash),),
}
