"""How often a desk exchanges with HQ by itself."""

from showroom import settings
from showroom.rights import before_sign_in
from showroom.unit import Unit

KEY = "exchange.every_seconds"
_USUAL = 60
_LEAST, _MOST = 15, 3600


@before_sign_in
def pace(unit: Unit, query: None) -> int:
    """Seconds between two exchanges while all is well: the outlet's setting, within bounds."""
    del query
    row = settings.in_force(unit.session, KEY, unit.today)
    wanted = row.value if row is not None else _USUAL
    return min(_MOST, max(_LEAST, wanted)) if isinstance(wanted, int) else _USUAL
