"""The whole day, as somebody runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = (
    *("opening", "ledger", "reception", "recall", "customer", "testdrive"),
    *("quote", "contract", "receipt", "figure", "records", "dayclose", "report", "store", "done"),
)


def test_the_day_holds_from_the_door_to_the_day_close(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("stays")
    told = _run(out, "--json")
    assert [check for check in told["checks"] if not check["ok"]] == []
    assert {check["name"].split(".")[0] for check in told["checks"]} >= set(STEPS)
    papers = {each["file"] for each in told["documents"]}
    assert {"quote.pdf", "contract.pdf", "receipt.pdf", "daily-report.pdf"} <= papers
    assert "daily-report.xlsx" in papers
    _judge_screens(told["screens"], out)
    assert (out / "mine.txt").read_text() == "stays"
    assert json.loads((out / "demo.json").read_text(encoding="utf-8")) == told


def _judge_screens(screens, out):
    pages = ("setup", "signin", "visit", "customer", "testdrive-day", "quote", "contract-paid",
             "board", "dayclose", "ledger-preview")  # fmt: skip
    for page in pages:
        schemes = {each["scheme"] for each in screens if each["name"] == page}
        assert schemes == {"light", "dark"}, page
    assert {each["language"] for each in screens} == {"zh_CN", "en"}
    assert all((out / each["file"]).stat().st_size == each["bytes"] for each in screens)


def _run(out, *words):
    command = [sys.executable, "-m", "showroom", "demo", "--out", str(out), *words]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=dict(os.environ))
    told = json.loads(made.stdout)
    progress = made.stderr.decode()
    assert "✓" in progress
    failed = [line for line in progress.splitlines() if "✗" in line]
    assert (made.returncode, failed) == (0, [])
    return told
