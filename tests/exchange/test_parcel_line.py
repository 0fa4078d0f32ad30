"""Parcels from the command line, on the desk's side and on HQ's."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from showroom import cli
from tests.conftest import PASSWORD


def test_an_outlet_joins_and_syncs_by_commands_alone(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("SHOWROOM_HQ_FOLDER", str(tmp_path / "hq"))
    bag = tmp_path / "bag"
    bag.mkdir()

    def told(*words: str, typed: str = "") -> dict[str, Any]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        capsys.readouterr()
        assert cli.main([*words]) == 0
        said = capsys.readouterr().out
        return json.loads(said) if "--json" in words else {"said": said}

    told("hq", "init", "--name", "hq.test")
    told("hq", "outlet", "NJHX", "河西店")
    told("hq", "enrol", "NJHX", "--offline", "--file", str(bag / "invitation.txt"))
    data = ("--data", str(folder))
    asked = told(
        "parcel", "join", str(bag / "invitation.txt"), "--login", "liwen", "--into", str(bag),
        "--json", *data, typed=f"{PASSWORD}\n",
    )  # fmt: skip
    joined = told("hq", "parcel", "--json", "apply", *asked["files"])
    assert told("parcel", "apply", *joined["files"], "--json", *data)["outcome"] == "joined"
    made = told("parcel", "make", "--into", str(bag), "--json", *data)
    reply = told(
        "hq", "parcel", "--json", "apply", *made["files"], "--reply", str(bag / "r.parcel")
    )
    assert reply["heard"] > 0
    assert reply["files"] == [str(bag / "r.parcel")]
    assert "总部认可" in told("parcel", "apply", str(bag / "r.parcel"), *data)["said"]
    assert cli.main(["parcel", "apply", str(bag / "invitation.txt"), *data]) == 1
    assert "不是包裹" in capsys.readouterr().err
