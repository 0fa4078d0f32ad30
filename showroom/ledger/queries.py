"""Which ledgers were taken in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.ledger import LedgerImport
from db.models.staff import Staff
from showroom.rights import ADMINS, DESK, MANAGERS, allows
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class Imports:
    """The imports of this outlet; of one file's bytes when its hash is given."""

    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import; `counts` as the preview had them, `at` UTC."""

    id: UUID
    file_name: str
    sheet: str | None
    counts: Mapping[str, Any]
    by: str | None
    at: datetime


@allows(*MANAGERS, *ADMINS, *DESK)
def imports(unit: Unit, query: Imports) -> list[ImportLine]:
    """The imports, the latest first."""
    found = (
        select(
            LedgerImport.id,
            LedgerImport.file_name,
            LedgerImport.sheet,
            LedgerImport.counts,
            Staff.name,
            LedgerImport.at,
        )
        .outerjoin(Staff, Staff.id == LedgerImport.by_id)
        .order_by(LedgerImport.at.desc(), LedgerImport.id.desc())
    )
    if query.sha256 is not None:
        found = found.where(LedgerImport.file_sha256 == query.sha256)
    return [ImportLine(*row) for row in unit.session.execute(found)]
