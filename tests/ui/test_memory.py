"""The window's memory: one file, whole or as it was."""

import stat
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.memory import FILE, FileMemory


def test_what_is_kept_is_found_again(tmp_path: Path, qapp: QApplication) -> None:
    del qapp
    memory = FileMemory(tmp_path / "new")
    memory.keep("table.visit", {"1": 120})
    memory.flush()
    assert FileMemory(tmp_path / "new").recall("table.visit") == {"1": 120}
    assert memory.recall("nothing", 7) == 7


def test_a_broken_file_is_as_none(tmp_path: Path, qapp: QApplication) -> None:
    del qapp
    for text in ("{", "[]", "\x00"):
        (tmp_path / FILE).write_text(text, encoding="utf-8")
        assert FileMemory(tmp_path).recall("page") is None


def test_a_folder_that_cannot_be_written_costs_only_the_look(
    tmp_path: Path, qapp: QApplication
) -> None:
    del qapp
    (tmp_path / "file").write_text("x", encoding="utf-8")
    memory = FileMemory(tmp_path / "file")
    memory.keep("page", "visit")
    memory.flush()
    assert memory.recall("page") == "visit"
    assert stat.S_ISREG((tmp_path / "file").stat().st_mode)
