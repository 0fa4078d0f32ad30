"""`showroom hq publish` from the command line: a preview, a publication, a template."""

import json
from pathlib import Path

import pytest

from showroom import texts
from showroom.hq.cli import run
from tests.hq.publish.writing import BOOK, as_json, price

WORDS = texts.load("en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HQ's folder with one outlet."""
    place = tmp_path_factory.mktemp("hq") / "hq"
    assert run(["init", "--folder", str(place)], WORDS) == 0
    assert run(["outlet", "NJHX", "南京河西店", "--folder", str(place)], WORDS) == 0
    return place


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return as_json(tmp_path / "book.json", BOOK)


def said(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> str:
    capsys.readouterr()
    run(["publish", *words, "--folder", str(folder)], WORDS)
    told = capsys.readouterr()
    return told.out + told.err


def test_a_preview_publishes_nothing_and_publishing_says_what_it_did(
    capsys: pytest.CaptureFixture[str], folder: Path, book: Path
) -> None:
    shown = said(capsys, folder, str(book), "--to", "all", "--dry-run")
    assert "Guide prices: 1 new, 0 changed, 0 closed, 0 the same" in shown
    assert "This is a preview: nothing is published yet" in shown
    done = json.loads(said(capsys, folder, str(book), "--to", "all", "--json"))
    assert (done["published"], done["rows"], done["problems"]) == (True, 3, [])
    again = said(capsys, folder, str(book), "--to", "all")
    assert "All of this is published already" in again


def test_what_is_wrong_is_told_with_its_place_and_ends_in_1(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    file = as_json(tmp_path / "bad.json", {"prices": [price("1.999", "2026-12-01")]})
    assert run(["publish", str(file), "--to", "all", "--folder", str(folder)], WORDS) == 1
    told = capsys.readouterr().out
    assert "bad.json · prices · row 1 · guide_price: “1.999” has more than two decimals" in told
    assert "1 thing to correct; nothing was published" in told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["--to", "all"], "Say which files to publish"),
        (["BOOK"], "Say which files to publish"),
        (["BOOK", "--to", "group:west"], "There is no group “west”; there are main"),
        (["BOOK", "--to", "all", "--kind", "cars"], "There is no kind “cars”"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(
    capsys: pytest.CaptureFixture[str], folder: Path, book: Path, line: list[str], told: str
) -> None:
    words = [str(book) if word == "BOOK" else word for word in line]
    assert told in said(capsys, folder, *words)


def test_a_template_is_saved(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "template.xlsx"
    assert f"Template saved: {file}" in said(capsys, folder, "--template", str(file))
    assert file.read_bytes().startswith(b"PK")
    nowhere = tmp_path / "no" / "template.xlsx"
    assert "Cannot save" in said(capsys, folder, "--template", str(nowhere))
