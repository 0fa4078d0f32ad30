"""The way between a desk and HQ: it loses, doubles, delays and reorders, as the step says."""

from collections.abc import Callable
from dataclasses import dataclass, field

from showroom.errors import Trouble
from showroom.simulate.office import Office

REQUEST_LOST, REPLY_LOST, DOUBLED, LATE = "drop_request", "drop_reply", "dup", "delay"
TOKEN, TOO_LARGE = "token", "too_large"
MISHAPS = (REQUEST_LOST, REPLY_LOST, DOUBLED, LATE, TOKEN, TOO_LARGE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message on its way."""

    path: str
    device: bytes
    body: bytes


Heard = Callable[[Letter, bytes], None]


@dataclass(slots=True)
class Network:
    """What lies between; `late` are messages that arrive some other day."""

    office: Office
    heard: Heard
    late: list[Letter] = field(default_factory=list)
    cut: set[str] = field(default_factory=set)
    carried: int = 0

    def deliver(self, letter: Letter) -> bytes:
        """HQ hears it, and the world notes what it said."""
        answer = self.office.answer(letter.path, letter.device, letter.body)
        self.heard(letter, answer)
        self.carried += len(letter.body) + len(answer)
        return answer


@dataclass(slots=True)
class Line:
    """One desk's line. `mishap` befalls the message number `at` from now."""

    name: str
    network: Network
    device: bytes = b""
    mishap: str = ""
    at: int = 0

    def post(self, path: str, body: bytes) -> bytes:
        """The transport of the engine."""
        letter = Letter(path, self.device, body)
        befallen = self._befallen()
        if self.name in self.network.cut or befallen == REQUEST_LOST:
            raise Trouble("sync.unreachable")
        if befallen == LATE:
            self.network.late.append(letter)
            raise Trouble("sync.unreachable")
        if befallen == TOKEN:
            raise Trouble("sync.bad_signature")
        if befallen == TOO_LARGE:
            raise Trouble("sync.too_large")
        answer = self.network.deliver(letter)
        if befallen == DOUBLED:
            self.network.deliver(letter)
        if befallen == REPLY_LOST:
            raise Trouble("sync.unreachable")
        return answer

    def _befallen(self) -> str:
        """What happens to this message."""
        if not self.mishap:
            return ""
        self.at -= 1
        if self.at >= 0:
            return ""
        mishap, self.mishap = self.mishap, ""
        return mishap
