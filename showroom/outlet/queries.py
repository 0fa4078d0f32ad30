"""What the outlet is called."""

from sqlalchemy import select

from db.models.outlet import Outlet
from showroom.rights import before_sign_in
from showroom.unit import Unit


@before_sign_in
def outlet_name(unit: Unit, _query: None) -> str:
    """The outlet's name, for the sign-in page and the header."""
    return unit.session.scalars(select(Outlet.name).where(Outlet.id == unit.outlet_id)).one()
