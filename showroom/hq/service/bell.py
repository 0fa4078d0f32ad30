"""POKE: a desk waits until there is something new for it."""

import asyncio
from dataclasses import dataclass, field

from sqlalchemy import select

from db.headquarters import eviction, held_row
from showroom.hq.desks import known_desk
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state

MOST_SECONDS = 50.0
_LOOK_SECONDS = 0.5


@dataclass(slots=True)
class Bell:
    """Looks at HQ's head now and then, and wakes whoever waits when it moved."""

    hq: Headquarters
    head: int = 0
    _moved: asyncio.Event = field(default_factory=asyncio.Event)

    async def watch(self) -> None:
        """Look until cancelled; one look for all who wait, whichever process moved the head."""
        while True:
            self.ring(await asyncio.to_thread(self._look))
            await asyncio.sleep(_LOOK_SECONDS)

    def ring(self, head: int) -> None:
        """Wake everybody if that head is news."""
        if head > self.head:
            self.head = head
            self._moved.set()
            self._moved = asyncio.Event()

    async def wait(self, device_id: bytes, seq: int, seconds: float) -> int:
        """HQ's head once a granted bucket has something above `seq`, or when time is up."""
        try:
            async with asyncio.timeout(min(seconds, MOST_SECONDS)):
                while True:
                    moved = self._moved
                    if await asyncio.to_thread(news, self.hq, device_id, seq):
                        break
                    await moved.wait()
        except TimeoutError:
            pass
        return self.head

    def _look(self) -> int:
        with self.hq.store.read() as connection:
            return state(connection).head


def news(hq: Headquarters, device_id: bytes, seq: int) -> bool:
    """Whether any bucket the desk is granted has a row or an eviction above `seq`."""
    with hq.store.read() as connection:
        buckets = known_desk(connection, device_id).buckets()
        for told in (held_row.c, eviction.c):
            query = select(told.seq).where(told.bucket.in_(buckets), told.seq > seq).limit(1)
            if connection.execute(query).first():
                return True
    return False
