"""Python's cycle collector, put off while a message is worked.

A message of many changes makes hundreds of thousands of objects and no cycle among them; looking
for cycles again and again while they pile up is a fifth of the work.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock


@dataclass(slots=True)
class _PutOff:
    """How many are within, and whether the collector was on before the first of them."""

    within: int = 0
    was_on: bool = True
    lock: Lock = field(default_factory=Lock)


_put_off = _PutOff()


@contextmanager
def put_off() -> Iterator[None]:
    """Within, in whatever thread, the collector does not run; then it is as it was before."""
    with _put_off.lock:
        if not _put_off.within:
            _put_off.was_on = gc.isenabled()
            gc.disable()
        _put_off.within += 1
    try:
        yield
    finally:
        with _put_off.lock:
            _put_off.within -= 1
            if not _put_off.within and _put_off.was_on:
                gc.enable()
