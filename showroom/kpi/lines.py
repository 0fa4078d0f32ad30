"""Records in a line each, so that a figure can be opened."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.contract import Contract
from db.models.customer import LostRecord
from db.models.quote import Quote
from db.models.testdrive import TestDrive
from db.models.visit import FollowUp, Visit
from showroom.kpi import deal_lines as deals
from showroom.kpi import lead_lines as leads
from showroom.kpi.line import Ids, RecordKind, RecordLine
from showroom.unit import Unit

_AT_ONCE = 500
_Source = tuple[Callable[[Ids], Any], Callable[[Unit, Any], RecordLine]]


def record_lines(unit: Unit, kind: RecordKind, ids: Sequence[UUID]) -> list[RecordLine]:
    """The records of these ids, in the same order; what is gone is left out."""
    late = _late(unit, kind, ids)
    lines = (replace(line, posted_on=late.get(line.id)) for line in _lines(unit, kind, ids))
    found = {line.id: line for line in lines}
    return [found[key] for key in ids if key in found]


def _late(unit: Unit, kind: RecordKind, ids: Sequence[UUID]) -> dict[UUID, date]:
    """The dates that late ones among these records were posted to."""
    table = _POSTED.get(kind)
    if table is None:
        return {}
    found: dict[UUID, date] = {}
    asked = select(table.id, table.posted_date).where(table.posted_date.is_not(None))
    for start in range(0, len(ids), _AT_ONCE):
        rows = unit.session.execute(asked.where(table.id.in_(ids[start : start + _AT_ONCE])))
        found |= {key: day for key, day in rows}  # noqa: C416 - rows are no pairs to mypy
    return found


def _lines(unit: Unit, kind: RecordKind, ids: Sequence[UUID]) -> Iterator[RecordLine]:
    for statement, made in _SOURCES[kind]:
        for start in range(0, len(ids), _AT_ONCE):
            for row in unit.session.execute(statement(ids[start : start + _AT_ONCE])):
                yield made(unit, row)


_POSTED: dict[RecordKind, Any] = {
    RecordKind.VISIT: Visit,
    RecordKind.DRIVE: TestDrive,
    RecordKind.QUOTE: Quote,
    RecordKind.CONTRACT: Contract,
    RecordKind.MOVE: LostRecord,
    RecordKind.CONTACT: FollowUp,
}
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
