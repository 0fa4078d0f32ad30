"""An import from the command line goes into the store of a person who signs in."""

import io
import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.models.customer import Customer
from showroom import cli
from showroom.desk import Ports, open_desk
from tests.conftest import PASSWORD
from tests.ledger.test_cli import SAMPLES


def imported(folder: Path, monkeypatch: pytest.MonkeyPatch, login: str, password: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    file = str(SAMPLES / "customers.xlsx")
    words = ["--data", str(folder), "--login", login, "--json", "--as-of", "2026-11-22"]
    return cli.main(["import", "customers", file, *words])


def test_the_good_rows_go_on_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(folder, monkeypatch, "liwen", PASSWORD) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["imported"] == {
        "new": 61,
        "attached": 0,
        "clashes": 1,
        "visits": 63,
        "unwritten": 0,
    }
    desk = open_desk(folder, Ports.system())
    with desk.opened.store.read() as session:
        found = session.scalar(select(func.count()).where(Customer.import_id.is_not(None)))
    desk.close()
    assert found == 62


@pytest.mark.parametrize(
    ("who", "code"),
    [(("liwen", "wrong"), "staff.wrong_password"), (("liqian", PASSWORD), "staff.not_permitted")],
)
def test_a_wrong_password_and_a_role_without_the_right_are_refused(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    who: tuple[str, str],
    code: str,
) -> None:
    assert imported(folder, monkeypatch, *who) == 1
    assert json.loads(capsys.readouterr().out)["refused"]["code"] == code
