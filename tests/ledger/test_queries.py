"""Which ledgers were taken in."""

from datetime import timedelta
from pathlib import Path

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.ledger.queries import Imports, imports
from tests.ledger.test_commands import small, taken_in


def test_imports_are_listed_the_latest_first(
    manager: Desk, clock: SetClock, tmp_path: Path
) -> None:
    taken_in(manager, small(tmp_path, ["王芳", "13800138000"], name="a.csv"))
    clock.put(clock.now() + timedelta(minutes=5))
    taken_in(manager, small(tmp_path, ["李雷", "13900139000"], name="b.csv"))
    lines = manager.read(imports, Imports())
    assert [line.file_name for line in lines] == ["b.csv", "a.csv"]
    assert lines[0].at - lines[1].at == timedelta(minutes=5)
    assert lines[0].counts["accepted"] == 1
