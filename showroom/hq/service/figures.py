"""Figures and log lines of the service: routes, counts and times, nothing of what was said."""

import json
import logging
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from sqlalchemy import func, select
from typing_extensions import override

from db.headquarters import device, held_row
from showroom.hq.desks import ACTIVE
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.logs import redacted

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_log = logging.getLogger("showroom.hq.requests")


@dataclass(frozen=True, slots=True)
class Heard:
    """One request answered: its route's name, status, code of the problem, bytes, seconds."""

    route: str
    status: int
    code: str
    received: int
    sent: int
    seconds: float
    device: str = ""


@dataclass(slots=True)
class Figures:
    """What Prometheus reads, of this process and of the store."""

    hq: Headquarters
    _all: CollectorRegistry = field(default_factory=CollectorRegistry)
    _requests: Counter = field(init=False)
    _seconds: Histogram = field(init=False)
    _bytes: Counter = field(init=False)
    _store: Gauge = field(init=False)

    def __post_init__(self) -> None:
        every = self._all
        names = ["route", "status", "code"]
        self._requests = Counter("hq_requests", "Requests answered", names, registry=every)
        self._seconds = Histogram(
            "hq_seconds", "Seconds to an answer", ["route"], buckets=_SECONDS, registry=every
        )
        self._bytes = Counter("hq_bytes", "Bytes of bodies", ["way"], registry=every)
        self._store = Gauge("hq_store", "What the store says of itself", ["what"], registry=every)

    def count(self, heard: Heard) -> None:
        """Add one request, and log it."""
        self._requests.labels(heard.route, heard.status, heard.code).inc()
        self._seconds.labels(heard.route).observe(heard.seconds)
        self._bytes.labels("received").inc(heard.received)
        self._bytes.labels("sent").inc(heard.sent)
        _log.info("answered", extra={"heard": heard})

    def text(self) -> bytes:
        """The figures in Prometheus' text form; reads the store's."""
        with self.hq.store.read() as connection:
            now = state(connection)
            active = device.c.status == ACTIVE
            desks = connection.scalar(select(func.count()).select_from(device).where(active))
            behind = connection.scalar(select(func.sum(device.c.behind)).where(active))
            feed = connection.scalar(select(func.max(held_row.c.seq)))
        told = {
            "head": now.head, "durable": now.durable, "desks": desks, "behind": behind,
            "last_row_seq": feed,
        }  # fmt: skip
        for what, value in told.items():
            self._store.labels(what).set(float(value or 0))
        return generate_latest(self._all)


class JsonFormatter(logging.Formatter):
    """One JSON object a line: when, how bad, where, what; redacted like every log of ours."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        heard: Heard | None = getattr(record, "heard", None)
        told: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "from": record.name,
            "what": redacted(record.getMessage()),
        }
        if heard:
            told |= {name: getattr(heard, name) for name in Heard.__dataclass_fields__}
            told["seconds"] = round(heard.seconds, 4)
        if record.exc_info:
            told["trace"] = redacted(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)
