"""Every answered request counted and logged, by the name of its route."""

from dataclasses import dataclass
from typing import Any

from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from typing_extensions import override

from showroom.clock import Clock
from showroom.hq.service.figures import Figures, Heard


@dataclass(slots=True)
class Tally:
    """What one request has come to so far."""

    status: int = 500
    received: int = 0
    sent: int = 0


class Counting(ASGIMiddleware):
    """Counts into the service's figures."""

    def __init__(self, figures: Figures, clock: Clock) -> None:
        self.figures, self.clock = figures, clock

    @override
    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        tally, began = Tally(), self.clock.monotonic()

        async def heard() -> Any:  # noqa: ANN401 - any of the events
            message = await receive()
            tally.received += _size(message)
            return message

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                tally.status = message["status"]
            tally.sent += _size(message)
            await send(message)

        try:
            await next_app(scope, heard, told)
        finally:
            self.figures.count(_counted(scope, tally, self.clock.monotonic() - began))


def _size(message: Any) -> int:  # noqa: ANN401 - any of the events
    return len(message.get("body") or b"")


def _counted(scope: Scope, tally: Tally, seconds: float) -> Heard:
    said = scope.get("state", {})
    return Heard(
        str(scope.get("path_template") or "other"),
        tally.status,
        str(said.get("code", "")),
        tally.received,
        tally.sent,
        seconds,
        str(said.get("device", "")),
    )
