"""What an import looks up by name: models and people of the outlet."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from sqlalchemy import select

from db.models.staff import Staff
from db.models.vehicle import CarModel
from showroom.ledger.typed.text import key
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class Known:
    """Models and people by folded name; a name that several have stands for none."""

    models: dict[str, UUID | None]
    staff: dict[str, UUID | None]

    @classmethod
    def load(cls, unit: Unit) -> Self:
        """Those of the store."""
        models = unit.session.execute(select(CarModel.name, CarModel.id))
        people = unit.session.execute(select(Staff.name, Staff.id).where(Staff.is_active))
        return cls(_unique([(n, i) for n, i in models]), _unique([(n, i) for n, i in people]))

    def model_id(self, text: str | None) -> UUID | None:
        """The model of that name."""
        return self.models.get(key(text or ""))

    def staff_id(self, text: str | None) -> UUID | None:
        """The person of that name."""
        return self.staff.get(key(text or ""))


def _unique(named: list[tuple[str, UUID]]) -> dict[str, UUID | None]:
    found: dict[str, UUID | None] = {}
    for name, row_id in named:
        found[key(name)] = None if key(name) in found else row_id
    return found
