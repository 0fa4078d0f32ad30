"""The service with HQ's web page beside what desks ask."""

from collections.abc import Sequence

from litestar import Litestar

from showroom.hq.pages.routes import entrance, router
from showroom.hq.service.app import Service, application
from showroom.hq.service.callers import check_rate
from showroom.hq.service.chores import Lifespan
from showroom.hq.service.limits import Buckets

_BURST, _PER_SECOND = 20, 0.2


def site(service: Service, chores: Sequence[Lifespan] = ()) -> Litestar:
    """The ASGI application; an address may try passwords twenty times, then every five seconds."""
    tries = Buckets(service.hq.clock, _BURST, _PER_SECOND)
    pages = router(service.hq, lambda address: check_rate(tries, address))
    return application(service, [entrance, pages], chores)
