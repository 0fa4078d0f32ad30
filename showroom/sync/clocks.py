"""Stamps and clocks: which of two edits of a column group came later, wherever they were made.

A stamp is 14 bytes: the hybrid logical clock (48 bits of milliseconds, 16 of counter), then the
last 6 bytes of the life that wrote. Stamps compare as bytes. The clocks of a row are one stamp for
all column groups and the exceptions to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from showroom.errors import Refusal

STAMP = 14
_COUNTER_BITS = 16
NEVER = bytes(STAMP)


def stamp(hlc: int, life: bytes) -> bytes:
    """The stamp of a change made at `hlc` by a life (16 bytes)."""
    return hlc.to_bytes(8) + life[-6:]


def hlc_of(mark: bytes) -> int:
    """The hybrid logical clock inside a stamp."""
    return int.from_bytes(mark[:8])


def millis_of(hlc: int) -> int:
    """The wall clock part, milliseconds since 1970 UTC."""
    return hlc >> _COUNTER_BITS


def first_hlc(millis: int) -> int:
    """The lowest hybrid logical clock of a millisecond."""
    return millis << _COUNTER_BITS


@dataclass(slots=True)
class Clocks:
    """The stamp of every column group of a row: `base`, unless `later` says otherwise."""

    base: bytes = NEVER
    later: dict[str, bytes] = field(default_factory=dict)

    def of(self, group: str) -> bytes:
        """The stamp of one group; NEVER for one that was never written."""
        return self.later.get(group, self.base)

    def put(self, group: str, mark: bytes) -> None:
        """Let one group be written at `mark`."""
        if mark == self.base:
            self.later.pop(group, None)
        else:
            self.later[group] = mark

    def newest(self) -> bytes:
        """The latest stamp of the row."""
        return max(self.base, *self.later.values()) if self.later else self.base

    def only(self, groups: Iterable[str]) -> "Clocks":
        """The clocks of these groups alone."""
        return Clocks(self.base, {g: self.later[g] for g in sorted(groups) if g in self.later})

    def copy(self) -> "Clocks":
        """The same clocks, to be changed without changing these."""
        return Clocks(self.base, dict(self.later))

    def pack(self) -> bytes:
        """The base, then each exception as length, name, stamp, in order of name."""
        if not self.later:
            return self.base
        parts = [self.base]
        for group in sorted(self.later):
            name = group.encode()
            parts += (bytes((len(name),)), name, self.later[group])
        return b"".join(parts)


def unpack(raw: bytes) -> Clocks:
    """Clocks from their packed bytes; raises Refusal `sync.malformed` for anything else."""
    if len(raw) == STAMP:
        return Clocks(raw)
    clocks = Clocks(_exactly(raw[:STAMP]))
    at = STAMP
    while at < len(raw):
        end = at + 1 + raw[at]
        try:
            group = raw[at + 1 : end].decode()
        except UnicodeDecodeError as error:
            raise Refusal("sync.malformed", part="clocks") from error
        clocks.later[group] = _exactly(raw[end : end + STAMP])
        at = end + STAMP
    return clocks


def _exactly(mark: bytes) -> bytes:
    if len(mark) != STAMP:
        raise Refusal("sync.malformed", part="stamp")
    return mark
