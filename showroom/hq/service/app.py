"""The service: one route a kind of message, all of one shape."""

from asyncio import CancelledError, create_task, get_running_loop
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec
from litestar import Litestar, Response, get, post
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import QueryParameter
from litestar.types import ControllerRouterHandler

from showroom.errors import Trouble
from showroom.hq import digests, exchange
from showroom.hq.enrol.join import join
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.hq.service import answers
from showroom.hq.service.answers import AnyRequest
from showroom.hq.service.bell import MOST_SECONDS, Bell
from showroom.hq.service.callers import Door, check_rate
from showroom.hq.service.chores import Lifespan
from showroom.hq.service.counting import Counting
from showroom.hq.service.figures import Figures
from showroom.hq.service.files import ROUTES
from showroom.hq.service.limits import Buckets, KeptNonces, Nonces, SharedNonces
from showroom.sync import signing, wire
from showroom.sync.signing import Call

Room = Callable[[Headquarters, bytes, bytes], bytes]
"""A function of HQ behind a route: (hq, device id, body) -> answer; raises Refusal, Trouble."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds: threads that work, requests that wait for one, how often one desk or address asks."""

    threads: int = 8
    waiting: int = 2_000
    desk_burst: float = 200
    desk_per_second: float = 20
    join_burst: float = 10
    join_per_second: float = 10 / 600
    shared: bool = False


@dataclass(slots=True)
class Service:
    """What the routes work with."""

    hq: Headquarters
    limits: Limits
    nonces: Nonces
    figures: Figures = field(init=False)
    door: Door = field(init=False)
    joins: Buckets = field(init=False)
    bell: Bell = field(init=False)
    _threads: ThreadPoolExecutor = field(init=False)
    _under_way: int = 0

    def __post_init__(self) -> None:
        clock, limits = self.hq.clock, self.limits
        desks = Buckets(clock, limits.desk_burst, limits.desk_per_second)
        self.door = Door(self.hq, self.nonces, desks)
        self.joins = Buckets(clock, limits.join_burst, limits.join_per_second)
        self.figures = Figures(self.hq)
        self.bell = Bell(self.hq)
        self._threads = ThreadPoolExecutor(limits.threads, "hq")

    async def work(self, job: Callable[[], bytes]) -> bytes:
        """Do it in one of the threads; raises Trouble `sync.hq_busy` when too many wait."""
        if self._under_way >= self.limits.threads + self.limits.waiting:
            raise Trouble("sync.hq_busy")
        self._under_way += 1
        try:
            return await get_running_loop().run_in_executor(self._threads, job)
        finally:
            self._under_way -= 1

    async def ask(
        self, request: AnyRequest, room: Room, *, revoked_may: bool = False
    ) -> Response[bytes]:
        """Check who asks and let the room answer, in one thread."""
        body = await request.body()
        call = Call(request.method, _path(request), body)

        def job() -> bytes:
            signed = signing.read(request.headers)
            request.state["device"] = signed.device.hex()
            return room(self.hq, self.door.caller(call, signed, revoked_may=revoked_may), body)

        return answers.answer(self.hq, request, await self.work(job))


Seq = Annotated[int, QueryParameter(ge=0, le=2**53)]
"""A sequence number read to."""

Wait = Annotated[float, QueryParameter(ge=0, le=MOST_SECONDS)]
"""Seconds."""


_message: dict[str, Any] = {
    "status_code": 200,
    "media_type": answers.BYTES,
    "responses": answers.PROBLEMS,
    "operation_class": answers.BytesIn,
}


@post("/v1/sync", summary="HELLO, PUSH and PULL in one", **_message)
async def sync(request: AnyRequest) -> Response[bytes]:
    """A revoked desk may still deliver."""
    return await _service(request).ask(request, exchange.sync, revoked_may=True)


@post("/v1/rows", summary="The rows of some shards, to find what differs", **_message)
async def rows(request: AnyRequest) -> Response[bytes]:
    """Keys and hashes."""
    return await _service(request).ask(request, digests.rows)


@post("/v1/join", summary="Become a desk of an outlet", **_message)
async def joined(request: AnyRequest) -> Response[bytes]:
    """Signed inside; as often as an address may try codes."""
    service, body = _service(request), await request.body()
    check_rate(service.joins, request.client.host if request.client else "")
    letter = await service.work(lambda: join(service.hq, body))
    return answers.answer(service.hq, request, letter)


@get("/v1/poke", summary="Wait for news", media_type=answers.BYTES, responses=answers.PROBLEMS)
async def poke(request: AnyRequest, seq: Seq, wait: Wait = 25.0) -> Response[bytes]:
    """HQ's head, once a granted bucket has something above `seq` or `wait` seconds are over."""
    service = _service(request)
    await service.ask(request, lambda _hq, device, _body: device)
    device = bytes.fromhex(request.state["device"])
    head = await service.bell.wait(device, seq, wait)
    return answers.answer(service.hq, request, msgspec.msgpack.encode({"head": head}))


@get("/health", summary="Whether HQ can work", sync_to_thread=True)
def health(request: AnyRequest) -> dict[str, str]:
    """Reads the store."""
    with _service(request).hq.store.read() as connection:
        state(connection)
    return {"status": "ok"}


@get("/metrics", summary="Figures for Prometheus", media_type="text/plain", sync_to_thread=True)
def metrics(request: AnyRequest) -> bytes:
    """Counts and times of this process, and where the store stands."""
    return _service(request).figures.text()


def application(
    service: Service,
    handlers: Sequence[ControllerRouterHandler] = (),
    chores: Sequence[Lifespan] = (),
) -> Litestar:
    """The ASGI application, with further `handlers` (HQ's web page) and `chores` beside them."""

    def refused(request: AnyRequest, error: Exception) -> Response[bytes]:
        return answers.refused(service.hq, request, error)

    return Litestar(
        [sync, rows, joined, poke, health, metrics, *ROUTES, *handlers],
        state=State({"service": service}, deep_copy=False),
        exception_handlers={Exception: refused},
        request_max_body_size=wire.MOST_PACKED,
        middleware=[Counting(service.figures, service.hq.clock)],
        lifespan=[_watching(service), *chores],
        openapi_config=OpenAPIConfig(
            "Showroom HQ", str(wire.VERSION), path="/schema", render_plugins=[JsonRenderPlugin()]
        ),
        logging_config=None,
        debug=False,
    )


def new_service(hq: Headquarters, limits: Limits | None = None) -> Service:
    """A service over HQ; `limits.shared` where several processes serve one PostgreSQL."""
    bounds = limits or Limits()
    nonces = SharedNonces(hq.store) if bounds.shared else KeptNonces(hq.millis())
    return Service(hq, bounds, nonces)


def _watching(service: Service) -> Lifespan:
    """Watches for news as long as the application runs."""

    @asynccontextmanager
    async def running(_app: Litestar) -> AsyncIterator[None]:
        task = create_task(service.bell.watch())
        try:
            yield
        finally:
            task.cancel()
            with suppress(CancelledError):
                await task

    return running


def _service(request: AnyRequest) -> Service:
    service: Service = request.app.state["service"]
    return service


def _path(request: AnyRequest) -> str:
    """The path and query just as they were sent, and signed."""
    path, query = request.scope["raw_path"], request.scope["query_string"]
    return (path + (b"?" + query if query else b"")).decode("latin-1")
