"""Issuing a paper: its row is written in the transaction that makes it true.

The row keeps all that stands on the paper and the digest of its bytes; the same data gives the
same bytes. So there is no paper without its row, none half written, and each prints again as it
was.
"""

from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import select

from db.base import Synced
from db.models.documents import Paper
from db.models.outlet import Outlet
from db.models.staff import Staff
from showroom.documents.furniture import Head, Seller
from showroom.documents.press import Printed
from showroom.documents.seal import PaperKind
from showroom.errors import Refusal
from showroom.unit import Unit

D = TypeVar("D")


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


def issue(unit: Unit, paper: Printed, data: object, of: Synced) -> UUID:
    """Keep that this paper was issued for a row, and all that stands on it."""
    row = Paper(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        kind=paper.kind,
        doc_no=paper.number,
        of_table=str(vars(type(of))["__tablename__"]),
        of_id=of.id,
        check_code=paper.check_code,
        sha256=paper.sha256,
        data=msgspec.to_builtins(data),
        pages=paper.pages,
        business_date=unit.today,
        by_id=unit.actor.staff_id,
        at=unit.now,
    )
    return unit.add(row).id


def issued(unit: Unit, kind: PaperKind, of_id: UUID, form: type[D]) -> D | None:
    """What stands on the latest paper of that kind issued for a row; None when there is none.

    Raises:
        Refusal: `documents.erased` when what stood on it was erased at the person's wish.
    """
    data = unit.session.scalar(
        select(Paper.data)
        .where(Paper.of_id == of_id, Paper.kind == kind)
        .order_by(Paper.id.desc())
        .limit(1)
    )
    if data == {}:
        raise Refusal("documents.erased")
    return None if data is None else msgspec.convert(data, form, strict=False)
