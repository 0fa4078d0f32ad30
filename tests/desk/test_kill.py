"""kill -9 at any moment: every acknowledged save is there, none is half there."""

import random
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from db.models.customer import Customer
from db.models.visit import FollowUp
from showroom.clock import SetClock
from showroom.desk import Desk, Ports, open_desk
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit
from tests.factories import customer, follow_up

_CYCLES = 6
_WRITER = """
import sys
from pathlib import Path
from showroom.desk import Ports, open_desk
from showroom.staff.commands import SignIn, sign_in
from tests.conftest import PASSWORD
from tests.desk.test_kill import save
desk = sign_in(open_desk(Path(sys.argv[1]), Ports.system()), SignIn("liqian", PASSWORD))
print("ready", flush=True)
while True:
    print(desk.write(save, None).value, flush=True)
"""


@allows(*EVERYONE)
def save(unit: Unit, _command: None) -> UUID:
    """A customer and three contacts, one transaction."""
    row = unit.add(customer(unit.outlet_id))
    for _ in range(3):
        unit.add(follow_up(unit.outlet_id, row.id))
    return row.id


def _rows(desk: Desk) -> tuple[set[str], int]:
    with desk.opened.store.read() as session:
        keys = {str(key) for key in session.scalars(select(Customer.id))}
        facts = session.scalar(select(func.count()).select_from(FollowUp)) or 0
    return keys, facts


def _killed_writer(folder: Path, after_seconds: float) -> list[str]:
    """The ids a writer acknowledged before it was killed."""
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    time.sleep(after_seconds)
    writer.kill()
    said = writer.stdout.read().split("\n")
    writer.stdout.close()
    writer.wait()
    return [line for line in said[:-1] if line]


@pytest.mark.parametrize("seed", range(_CYCLES))
def test_every_acknowledged_save_survives_a_kill(folder: Path, clock: SetClock, seed: int) -> None:
    acknowledged = _killed_writer(folder, random.Random(seed).uniform(0, 0.4))
    desk = open_desk(folder, Ports.of(clock))
    keys, facts = _rows(desk)
    desk.close()
    assert set(acknowledged) <= keys
    assert facts == 3 * len(keys), "a customer without its three follow-ups is half a save"
