"""The service as a process: uvicorn over TLS, ended cleanly by SIGTERM."""

import logging
import signal
import ssl
import sys
from collections.abc import Callable
from typing import Any

import uvicorn
from typing_extensions import override

from showroom.hq.service.address import Address
from showroom.hq.service.figures import JsonFormatter

_GRACE_SECONDS = 5
_BACKLOG = 2048
_KEEP_ALIVE_SECONDS = 75


class Server(uvicorn.Server):
    """Tells when it listens, with the port it got (0 asks for any)."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @override
    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready(self.servers[0].sockets[0].getsockname()[1])


def run(app: Any, address: Address, ready: Callable[[int], None]) -> None:  # noqa: ANN401 - ASGI
    """Serve until SIGTERM or SIGINT; requests under way are answered first."""
    config = uvicorn.Config(
        app,
        host=address.host,
        port=address.port,
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        ssl_certfile=address.certificate,
        ssl_keyfile=address.key,
    )
    config.load()
    if config.ssl:
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _ended)  # uvicorn raises it again once all is closed
    Server(config, ready).run()


def _ended(_number: int, _frame: object) -> None:
    """To be told to end is no failure."""


def log_to_stderr(level: int = logging.INFO) -> None:
    """Log lines as JSON on standard error, where a service's logs are collected."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("showroom").setLevel(level)
