"""`showroom import customers`, as it is called."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from showroom import cli
from showroom.texts import load
from tests.ledger import books

SAMPLES = Path(__file__).parent / "samples"
ROOT = Path(__file__).parents[2]
TRUTH = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))
DAY = ["--as-of", "2026-11-22"]


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert cli.main(["import", "customers", *words]) == code
    return capsys.readouterr().out


def dry(capsys: pytest.CaptureFixture[str], file: Path, *words: str, code: int = 0) -> dict:
    out = said(capsys, str(file), "--dry-run", "--json", *DAY, *words, code=code)
    return dict(json.loads(out))


@pytest.mark.parametrize(("name", "first"), [("customers.xlsx", 4), ("customers_gb18030.csv", 2)])
def test_the_samples_are_told_as_their_truth_has_them(
    capsys: pytest.CaptureFixture[str], name: str, first: int
) -> None:
    told = dry(capsys, SAMPLES / name)
    accepted = {item["phone"]: item for item in told["accepted"]}
    for good in TRUTH["good"]:
        if good["phone"] != TRUTH["clash_phone"]:
            item = accepted.pop(good["phone"])
            assert item["first_visit_on"] == good["visited"]
            for key in ("name", "phone", "level", "model", "source", "note"):
                assert item[key] == good[key]
    assert [item["name"] for item in accepted.values()] == [TRUTH["literal_name"]]
    assert told["merged"] == [{"rows": [first + 3, first + 63], "phone": TRUTH["duplicate_phone"]}]
    assert told["clashes"] == [{"rows": [first + 5, first + 64], "phone": TRUTH["clash_phone"]}]
    assert [(cell["row"] - first, cell["code"]) for cell in told["rejected"]] == [
        (53, "ledger.name_missing"),
        (53, "ledger.phone_missing"),
        (57, "ledger.date_future"),
        (61, "identity.phone_short"),
    ]
    rows = len(told["accepted"]) + 1 + 2 + len({cell["row"] for cell in told["rejected"]})
    assert rows == told["rows"] == TRUTH["rows"]


def test_both_samples_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    sheet, text = (
        dry(capsys, SAMPLES / name) for name in ("customers.xlsx", "customers_gb18030.csv")
    )
    for told in (sheet, text):
        for item in told["accepted"]:
            del item["row"]
    assert sheet["accepted"] == text["accepted"]


def test_people_are_told_in_lines(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, str(SAMPLES / "customers.xlsx"), "--dry-run", *DAY)
    assert "客户 66 行：可导入 60，退回 3，并入前行 1，撞单 2" in out


def test_columns_sheet_and_header_can_be_corrected(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = [["甲", "乙", "丙"], ["13900139000", "王芳", "13800138000"]]
    file = books.xlsx(tmp_path / "x.xlsx", [["说明"]], 二月=rows)
    told = dry(capsys, file, "--sheet", "二月", "--header", "1", "--columns", "phone=C,name=乙")
    assert [(item["name"], item["phone"]) for item in told["accepted"]] == [("王芳", "13800138000")]


def test_rejected_rows_are_saved_with_their_reasons(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "退回.xlsx"
    dry(capsys, SAMPLES / "customers.xlsx", "--rejects", str(file))
    again = dry(capsys, file)
    assert again["rows"] == 3


def test_a_refusal_is_an_object_too_and_an_exit_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(b"")
    told = dry(capsys, file, code=1)
    assert told["refused"]["code"] == "ledger.file_empty"
    assert told["accepted"] == told["rejected"] == told["merged"] == told["clashes"] == []


def test_a_file_that_is_not_there_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", "customers", "none.xlsx", "--dry-run"]) == 3
    assert "none.xlsx" in capsys.readouterr().err
    assert dry(capsys, Path("none.xlsx"), code=3)["refused"]["code"] == "ledger.file_missing"


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["import", "customers", "x.csv", "--dry-run", "--as-of", "明天"])
    assert code == 1
    assert "明天" in capsys.readouterr().err


def test_without_a_login_nothing_is_imported(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", "customers", str(SAMPLES / "customers.xlsx"), *DAY]) == 1
    assert "--login" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["import"], ["nonsense"], ["import", "customers"]])
def test_words_that_make_no_sense_end_with_the_usage(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 2
    assert "usage: showroom" in capsys.readouterr().err


def test_a_preview_loads_neither_store_nor_window() -> None:
    file = str(SAMPLES / "customers.xlsx")
    code = (
        "import sys; from showroom import cli; "
        f"cli.main(['import', 'customers', {file!r}, '--dry-run', '--json']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert not loaded & {"sqlalchemy", "sqlcipher3", "PySide6", "pandas", "xlsxwriter", "keyring"}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_help_is_worded(capsys: pytest.CaptureFixture[str], language: str, monkeypatch) -> None:
    monkeypatch.setenv("SHOWROOM_LANGUAGE", language)
    with pytest.raises(SystemExit):
        cli.main(["import", "customers", "--help"])
    flat = " ".join(capsys.readouterr().out.split())
    assert load(language)("ledger.about_dry_run").split("；")[0].split(",")[0] in flat
