"""Issuing a paper: its row is written in the transaction that makes it true.

The bytes are not stored: the same rows give the same bytes, and the row keeps their digest. So
there is no paper without its row, and none half written.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from db.models.documents import Paper
from db.models.outlet import Outlet
from db.models.staff import Staff
from showroom.documents.furniture import Head, Seller, Standing
from showroom.documents.press import Printed
from showroom.errors import Refusal
from showroom.unit import Unit


def seller(unit: Unit) -> Seller:
    """The outlet's company as papers name it."""
    outlet = unit.get(Outlet, unit.outlet_id)
    return Seller(
        name=outlet.company,
        outlet=outlet.name,
        uscc=outlet.uscc,
        address=outlet.address,
        phone=outlet.phone,
    )


def head(unit: Unit, number: str, day: date, made_at: datetime, made_by_id: UUID) -> Head:
    """The head of a paper of that business date; `made_at` is printed in the outlet's zone."""
    return Head(
        number=number,
        seller=seller(unit),
        business_date=day,
        issued_at=made_at.astimezone(unit.place.zone),
        made_by=staff_name(unit, made_by_id),
    )


def staff_name(unit: Unit, staff_id: UUID) -> str:
    """The name of a person of the outlet, empty when unknown."""
    return unit.session.scalar(select(Staff.name).where(Staff.id == staff_id)) or ""


def issue(unit: Unit, paper: Printed, of_table: str, of_id: UUID, day: date) -> UUID:
    """Keep that this paper was issued for a row."""
    row = Paper(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        kind=paper.kind,
        doc_no=paper.number,
        of_table=of_table,
        of_id=of_id,
        check_code=paper.check_code,
        sha256=paper.sha256,
        pages=paper.pages,
        business_date=day,
        by_id=unit.actor.staff_id,
        at=unit.now,
    )
    return unit.add(row).id


def proved(unit: Unit, paper: Printed) -> Printed:
    """The paper printed again, byte for byte as issued.

    Raises:
        Refusal: `documents.altered` when its record no longer gives the paper that was issued.
    """
    issued = unit.session.scalar(
        select(Paper.check_code)
        .where(Paper.doc_no == paper.number, Paper.kind == paper.kind)
        .order_by(Paper.id.desc())
        .limit(1)
    )
    if issued is not None and issued != paper.check_code:
        raise Refusal("documents.altered", number=paper.number)
    return paper


__all__ = ["Standing", "head", "issue", "proved", "seller", "staff_name"]
