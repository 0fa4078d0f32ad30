import json

from showroom import texts
from ui.demo import command
from ui.demo.acts import programme


def test_the_day_holds_from_the_door_to_the_day_close(day):
    assert [check for check in day.told["checks"] if not check["ok"]] == []
    assert day.code == 0


def test_progress_goes_to_standard_error_and_one_object_to_standard_output(day):
    assert set(day.told) == {"checks", "documents", "screens", "figures"}
    words = texts.load("zh_CN")
    assert [name for name, _ in programme() if words(f"demo.step_{name}") not in day.progress] == []
    assert day.progress.count("✓") == len(day.told["checks"])


def test_papers_sheets_and_the_object_itself_are_in_the_folder(day):
    files = {each["file"] for each in day.told["documents"]}
    assert {"quote.pdf", "contract.pdf", "receipt.pdf", "daily-report.pdf"} <= files
    assert {"daily-report.xlsx", "ledger-rejected.xlsx"} <= files
    assert all((day.out / file).stat().st_size for file in files)
    assert json.loads((day.out / "demo.json").read_text(encoding="utf-8")) == day.told


def test_what_is_not_the_demos_stays_in_the_folder(day):
    assert (day.out / "mine.txt").read_text() == "stays"


def test_a_file_where_the_folder_should_be_is_told_in_words(tmp_path, capsys):
    taken = tmp_path / "taken"
    taken.write_text("mine")
    assert command.main(["--out", str(taken)]) == command.UNUSABLE
    assert str(taken) in capsys.readouterr().err
    assert taken.read_text() == "mine"
