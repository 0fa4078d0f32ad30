"""The first sync of a new desk: by snapshot where HQ has much to give, in one transaction."""

from collections.abc import Callable

from showroom.desk import Desk
from showroom.exchange.derived import Derived
from showroom.sync import snapshot
from showroom.sync.halves import Exchanged, Halves
from showroom.sync.standing import cursors, standing


def by_snapshot(desk: Desk, way: object, tell: Callable[[float], None]) -> Exchanged | None:
    """What a snapshot brought; None where none is called for or the way carries none.

    Broken off, it goes on where it stopped at the next try. `tell` may raise to give up.

    Raises:
        Trouble: HQ out of reach, `sync.snapshot_damaged`.
    """
    if not isinstance(way, snapshot.Files):
        return None
    store, ports = desk.opened.store, desk.ports
    with store.read() as session:
        connection = session.connection()
        here = standing(connection)
        is_first = snapshot.is_blank(connection) and not cursors(connection)
    if not here.enrolled or here.revoked or not is_first:
        return None
    found = snapshot.fetch(way, store.path.parent, here.device, tell)
    if found is None:
        return None
    return snapshot.lay(Halves(store, ports.clock, ports.ids, Derived(ports.ids)), found, tell)
