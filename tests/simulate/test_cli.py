"""`showroom simulate`: the answer as JSON, and a case replayed."""

import json
from pathlib import Path

import pytest

from showroom import texts
from showroom.simulate.cli import run

CASE = Path(__file__).parent / "cases" / "floor_for_all.json"


def test_the_answer_counts_seeds_days_faults_and_violations(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["--seeds", "2..2", "--json"], texts.load("en")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["seeds"] == 1
    assert told["violations"] == []
    assert told["faults"]


def test_a_recorded_case_is_replayed_with_its_bug(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--replay", str(CASE)], texts.load("en")) == 1
    assert "inv19" in capsys.readouterr().err
