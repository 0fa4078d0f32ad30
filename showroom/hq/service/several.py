"""Several processes over one PostgreSQL: each makes its own application of HQ's folder."""

import atexit
import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import portalocker
import uvicorn
from litestar import Litestar
from uvicorn.supervisors import Multiprocess

from showroom.clock import SystemClock
from showroom.hq.keeping import house
from showroom.hq.keeping.house import Ports
from showroom.hq.service.address import Address
from showroom.hq.service.app import Limits, new_service
from showroom.hq.service.chores import all_of
from showroom.hq.service.running import log_to_stderr
from showroom.hq.service.site import site
from showroom.ids import TimeOrderedIds

FOLDER = "SHOWROOM_HQ_FOLDER"
_CHORES = "chores.lock"


def run_several(
    folder: Path, address: Address, processes: int, ready: Callable[[int], None]
) -> None:
    """Serve from several processes until SIGTERM or SIGINT; one that dies is begun anew."""
    os.environ[FOLDER] = str(folder)
    config = uvicorn.Config(
        f"{__name__}:made",
        factory=True,
        host=address.host,
        port=address.port,
        workers=processes,
        log_config=None,
        access_log=False,
        server_header=False,
        ssl_certfile=address.certificate,
        ssl_keyfile=address.key,
    )
    listening = config.bind_socket()
    listening.listen(config.backlog)  # who comes before a process is up waits for it
    ready(listening.getsockname()[1])
    Multiprocess(config, sockets=[listening]).run()


def made() -> Litestar:
    """The application of one process, which may be the one that does the chores."""
    log_to_stderr()
    folder, clock = Path(os.environ[FOLDER]), SystemClock()
    hold = contextlib.ExitStack()
    atexit.register(hold.close)
    hq = hold.enter_context(house.opened(folder, Ports(clock, TimeOrderedIds(clock))))
    chores = all_of(hq, folder) if _is_first(folder, hold) else []
    return site(new_service(hq, Limits(shared=True)), chores)


def _is_first(folder: Path, hold: contextlib.ExitStack) -> bool:
    """Whether no other process does the chores."""
    lock = portalocker.Lock(
        folder / _CHORES,
        mode="a",
        timeout=0,
        flags=portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING,
    )
    try:
        hold.enter_context(lock)
    except portalocker.exceptions.LockException:
        return False
    return True
