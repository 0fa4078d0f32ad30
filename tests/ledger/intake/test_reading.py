"""A file read in a child process."""

from hashlib import sha256
from pathlib import Path

import pytest

from showroom.errors import Refusal, Trouble
from showroom.ledger.intake import reading
from showroom.ledger.intake.caps import FILE_BYTES
from tests.ledger import books
from tests.ledger.books import inline, raw_xlsx, zipped


def refused(tmp_path: Path, data: bytes, name: str = "x.xlsx") -> str:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(Refusal) as refusal:
        reading.read(file)
    return refusal.value.code


def test_a_file_is_known_by_its_name_and_its_bytes(tmp_path: Path) -> None:
    file = books.delimited(tmp_path / "台账.csv", [["姓名", "电话"], ["王芳", "1"]])
    found = reading.read(file)
    assert (found.file_name, found.sha256) == ("台账.csv", sha256(file.read_bytes()).hexdigest())
    assert found.book.sheets[0].rows[1] == ("王芳", "1")


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    made = books.xlsx(tmp_path / "x.xlsx", [["姓名", "电话"]])
    renamed = made.rename(tmp_path / "x.csv")
    assert reading.read(renamed).book.sheets[0].name == "台账"


def test_a_file_that_is_gone_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="file_missing"):
        reading.read(tmp_path / "none.xlsx")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "ledger.file_empty"),
        (b"x" * (FILE_BYTES + 1), "ledger.file_big"),
        (zipped({"xl/workbook.xml": bytes(60 << 20)}), "ledger.file_unzipped"),
        (zipped({"xl/workbook.xml": bytes(30 << 20)}), "ledger.file_ratio"),
        (raw_xlsx(f'<row r="1048576">{inline("XFD1048576", "x")}</row>'), "ledger.file_rows"),
        (raw_xlsx("<row>")[:300], "ledger.file_damaged"),
        (raw_xlsx("<row"), "ledger.file_damaged"),
        (b"%PDF-1.7", "ledger.file_kind"),
    ],
)
def test_bombs_and_damage_are_refused_by_their_reason(
    tmp_path: Path, data: bytes, code: str
) -> None:
    assert refused(tmp_path, data) == code


def test_a_child_that_dies_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_CHILD", "showroom.ledger.intake.no_such_child")
    assert refused(tmp_path, b"a,b") == "ledger.file_heavy"


def test_a_child_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CHILD_WALL_SECONDS", 0)
    assert refused(tmp_path, b"a,b") == "ledger.file_heavy"


def test_a_reading_can_be_stopped(tmp_path: Path) -> None:
    def stop() -> None:
        raise Refusal("ledger.cancelled")

    file = books.delimited(tmp_path / "x.csv", [["姓名", "电话"]])
    with pytest.raises(Refusal, match="cancelled"):
        reading.read(file, stop)


def test_a_slow_child_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOMENT_SECONDS", 0.001)
    file = books.delimited(tmp_path / "x.csv", [["姓名", "电话"]])
    asked: list[None] = []
    assert reading.read(file, lambda: asked.append(None)).book.sheets[0].rows[0] == ("姓名", "电话")
    assert len(asked) > 1
