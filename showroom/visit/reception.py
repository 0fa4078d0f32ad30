"""What stands behind the commands of the reception desk: who this is, what kind of visit it is.

Runs inside a command's transaction; the kinds and the 30 minutes are `rules`.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from db.models.customer import Customer
from db.models.visit import Visit
from showroom import identity
from showroom.customer.card import ids_of
from showroom.errors import Refusal
from showroom.terms import Channel, VisitKind
from showroom.unit import Unit
from showroom.visit.contacts import Contacted, contacted, known_card, meet, rename
from showroom.visit.entry import Party
from showroom.visit.receiving import receiver_for
from showroom.visit.rules import Arrival, Earlier, VisitRules, continued, kind_continued, kind_of


def receive(unit: Unit, party: Party) -> tuple[Visit, Contacted]:
    """Write the visit of a party, its card, and what the visit means for the card."""
    receiver = party.entry.received_by_id or receiver_for(unit, known_card(unit, party)).staff_id
    contact = contacted(unit, party, receiver)
    before = [row for row in visits_of(unit, contact.card) if row.arrived_at <= party.at]
    visit = _new_visit(unit, party, contact, receiver)
    goes_on = _continues(unit, party, before)
    if goes_on is not None:
        _take_over(unit, visit, goes_on, _kind(party, before, on_file=contact.was_on_file))
    else:
        visit.kind = _kind(party, before, on_file=contact.was_on_file)
    meet(unit, contact, party, receiver)
    return unit.add(visit), contact


def correct(
    unit: Unit, visit: Visit, party: Party, left_at: datetime | None
) -> tuple[Visit, Contacted]:
    """Write the visit as it should have been; who is on file by now stays on file."""
    if unit.day_of(party.at) != visit.business_date:
        raise Refusal("visit.other_day", field="arrived_at")
    receiver = party.entry.received_by_id or visit.received_by_id
    rename(unit, visit, party)
    contact = contacted(unit, party, receiver)
    rows = visits_of(unit, contact.card)
    before = [row for row in rows if row.arrived_at <= party.at and row.id != visit.id]
    on_file = contact.card is not None and contact.card.created_at < visit.created_at
    values = _columns(party, contact, receiver)
    if visit.continues_id is None:
        values["kind"] = _kind(party, before, on_file=on_file)
    unit.change(visit, **values, arrived_at=party.at, left_at=left_at)
    if not contact.was_on_file:
        meet(unit, contact, party, receiver)
    return visit, contact


def latest_of(unit: Unit, visit_id: UUID) -> Visit:
    """The visit, or its last continuation."""
    visit = unit.get(Visit, visit_id)
    root = visit.continues_id or visit.id
    return unit.session.scalars(
        select(Visit)
        .where(or_(Visit.id == root, Visit.continues_id == root))
        .order_by(Visit.arrived_at.desc(), Visit.id.desc())
        .limit(1)
    ).one()


def go_on(unit: Unit, visit: Visit) -> Visit:
    """A row for the part of a visit after a short absence."""
    columns = (
        "channel", "kind", "non_intent_reason", "customer_id", "party_size", "name", "gender",
        "phone", "model_id", "model_text", "competitor", "source", "received_by_id",
    )  # fmt: skip
    return unit.add(
        Visit(
            **_made(unit),
            **{column: getattr(visit, column) for column in columns},
            business_date=unit.today,
            arrived_at=unit.now,
            continues_id=visit.continues_id or visit.id,
        )
    )


def visits_of(unit: Unit, card: Customer | None) -> list[Visit]:
    """Every visit and call of a customer, with those of cards folded into theirs."""
    if card is None:
        return []
    return list(
        unit.session.scalars(select(Visit).where(Visit.customer_id.in_(ids_of(unit, card.id))))
    )


def _kind(party: Party, before: list[Visit], *, on_file: bool) -> VisitKind:
    return kind_of(Arrival(party.at, on_file, party.buying), [_earlier(row) for row in before])


def _continues(unit: Unit, party: Party, before: list[Visit]) -> Visit | None:
    """The row whose party is back within the minutes the settings allow."""
    if party.channel is not Channel.WALK_IN:
        return None
    rows = {_earlier(row): row for row in before}
    rules = VisitRules.parse(unit.setting("visit.rules"))
    found = continued(Arrival(party.at, on_file=True), list(rows), rules)
    return rows[found] if found is not None else None


def _take_over(unit: Unit, visit: Visit, latest: Visit, then: VisitKind) -> None:
    """Make `visit` the continuation: the kind stays, but buying replaces not buying."""
    root = unit.get(Visit, latest.continues_id) if latest.continues_id else latest
    kind = kind_continued(VisitKind(root.kind), then)
    unit.change(root, kind=kind)
    visit.kind, visit.continues_id = kind, root.id


def _earlier(row: Visit) -> Earlier:
    return Earlier(row.arrived_at, row.left_at, VisitKind(row.kind), Channel(row.channel))


def _new_visit(unit: Unit, party: Party, contact: Contacted, receiver: UUID | None) -> Visit:
    return Visit(
        **_made(unit),
        **_columns(party, contact, receiver),
        business_date=unit.day_of(party.at),
        arrived_at=party.at,
        channel=party.channel,
        kind=party.entry.kind,
    )


def _columns(party: Party, contact: Contacted, receiver: UUID | None) -> dict[str, Any]:
    """What the visit keeps of the entry as it was said, whatever the card says."""
    entry = party.entry
    return {
        "customer_id": contact.card.id if contact.card else None,
        "non_intent_reason": None if party.buying else entry.non_intent_reason,
        "party_size": entry.party_size or 1,
        "name": (entry.name or "").strip() or None,
        "gender": entry.gender,
        "phone": identity.as_phone(entry.phone) if entry.phone else None,
        "model_id": entry.model_id,
        "competitor": entry.competitor,
        "source": entry.source,
        "received_by_id": receiver,
        "next_visit_at": entry.next_visit_at,
        "note": entry.note,
    }


def _made(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.new_id(),
        "outlet_id": unit.outlet_id,
        "created_by_id": unit.actor.staff_id,
        "created_at": unit.now,
    }
