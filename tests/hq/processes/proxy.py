"""A cable that can be cut: a TCP proxy on loopback that slows and cuts what it carries."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_CHUNK = 4_096


@dataclass(frozen=True)
class Fault:
    """What befalls one connection: cut after so many bytes up or down; seconds lost a chunk.

    `refused` is a cable that is out. `reached` is called once `up` bytes went on to HQ; without it
    the connection is cut there.
    """

    refused: bool = False
    up: int | None = None
    down: int | None = None
    pause: float = 0.0
    reached: Callable[[], None] | None = None


FINE = Fault()


@dataclass
class Cable:
    """Listens at `port` as long as it is open; each connection asks `weather` what befalls it."""

    target: int = 0
    weather: Callable[[], Fault] = lambda: FINE
    carried: int = 0
    cuts: int = 0
    _open: set[socket.socket] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Cut everything."""
        self._server.close()
        for end in list(self._open):
            _cut(end)

    def _accept(self) -> None:
        while True:
            try:
                desk, _ = self._server.accept()
            except OSError:
                return
            fault = self.weather()
            self.carried += 1
            threading.Thread(target=self._carry, args=(desk, fault), daemon=True).start()

    def _carry(self, desk: socket.socket, fault: Fault) -> None:
        with desk:
            if fault.refused or not self.target:
                self.cuts += 1
                return
            try:
                hq = socket.create_connection(("127.0.0.1", self.target), timeout=5)
            except OSError:
                return
            hq.settimeout(None)
            self._open |= {desk, hq}
            with hq:
                up = threading.Thread(target=self._pass, args=(desk, hq, fault, fault.up))
                up.start()
                self._pass(hq, desk, fault, fault.down)
                up.join()
            self._open -= {desk, hq}

    def _pass(
        self, source: socket.socket, target: socket.socket, fault: Fault, most: int | None
    ) -> None:
        """Carry bytes one way until an end closes or the fault strikes."""
        is_up, passed = most is not None and most is fault.up, 0
        with contextlib.suppress(OSError):
            while raw := source.recv(_CHUNK):
                time.sleep(fault.pause)
                if most is not None and passed + len(raw) >= most:
                    target.sendall(raw if is_up and fault.reached else raw[: most - passed])
                    if not (is_up and fault.reached):
                        self.cuts += 1
                        break
                    fault.reached()
                    most = None
                else:
                    target.sendall(raw)
                passed += len(raw)
        _cut(source)
        _cut(target)


def _cut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
