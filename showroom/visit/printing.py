"""From the rows of a day's visits to what stands on the visit log; phones stay masked."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from db.dated import counts_on
from db.models.customer import Customer
from db.models.staff import Staff
from db.models.vehicle import CarModel
from db.models.visit import Visit, visit_day
from showroom import identity
from showroom.documents.issue import head
from showroom.documents.press import Printed
from showroom.rights import DESK, MONEY, allows
from showroom.terms import Channel, Gender, NonIntentReason, Source, VisitKind
from showroom.unit import Unit
from showroom.visit.document import VisitLine, VisitLogPaper, visit_log


@allows(*DESK, *MONEY)
def visit_log_pdf(unit: Unit, day: date) -> Printed:
    """来店登记表 of a business date as it stands now, the phones masked (domain.md 6, item 6).

    The number is the desk's and the day's: the log of a day is one paper, printed as often as
    it is wanted.
    """
    return visit_log(visit_log_paper(unit, day))


def visit_log_paper(unit: Unit, day: date) -> VisitLogPaper:
    """Every party of a business date in order of arrival, short absences joined."""
    place = unit.place
    number = f"{place.outlet_code}-{place.desk_code}-LD-{day:%Y%m%d}"
    return VisitLogPaper(
        head=head(unit, number, day, unit.now, unit.actor.staff_id),
        visits=tuple(_lines(unit, day)),
    )


def _lines(unit: Unit, day: date) -> Iterator[VisitLine]:
    last_left = _last_left(unit, day)
    zone = unit.place.zone
    for row in unit.session.execute(_rows(day)):
        yield _line(row, _local(last_left.get(row.id, row.left_at), zone), zone)


def _rows(day: date) -> Select[Any]:
    name = func.coalesce(func.nullif(Customer.name, ""), Visit.name, "").label("known_as")
    model = func.coalesce(CarModel.name, Visit.model_text, "").label("model")
    columns: tuple[Any, ...] = (
        Visit.id, Visit.arrived_at, Visit.left_at, Visit.channel, Visit.kind, Visit.party_size,
        Visit.non_intent_reason, Visit.gender, Visit.phone, Visit.source, Visit.competitor,
        Visit.next_visit_at, Visit.note, name, model, Staff.name.label("receiver"),
    )  # fmt: skip
    return (
        select(*columns)
        .outerjoin(Customer, Customer.id == Visit.customer_id)
        .outerjoin(CarModel, CarModel.id == Visit.model_id)
        .outerjoin(Staff, Staff.id == Visit.received_by_id)
        .where(visit_day == day, Visit.continues_id.is_(None))
        .order_by(Visit.arrived_at, Visit.id)
    )


def _last_left(unit: Unit, day: date) -> dict[UUID, datetime | None]:
    """When a party that came back left for good, by the visit it goes on from."""
    root = aliased(Visit)
    rows = unit.session.execute(
        select(Visit.continues_id, Visit.left_at)
        .join(root, root.id == Visit.continues_id)
        .where(counts_on(root.business_date, root.posted_date) == day)
        .order_by(Visit.arrived_at)
    )
    return {root_id: left_at for root_id, left_at in rows if root_id is not None}


def _line(row: Any, left_at: datetime | None, zone: ZoneInfo) -> VisitLine:  # noqa: ANN401 - a row
    return VisitLine(
        arrived_at=row.arrived_at.astimezone(zone),
        left_at=left_at,
        channel=Channel(row.channel),
        kind=VisitKind(row.kind),
        party_size=row.party_size,
        received_by=row.receiver or "",
        source=Source(row.source) if row.source else None,
        non_intent_reason=NonIntentReason(row.non_intent_reason) if row.non_intent_reason else None,
        name=row.known_as,
        gender=Gender(row.gender) if row.gender else None,
        phone=identity.mask_phone(row.phone) if row.phone else "",
        model=row.model,
        competitor=row.competitor or "",
        next_visit_at=_local(row.next_visit_at, zone),
        note=row.note or "",
    )


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return at.astimezone(zone) if at else None
