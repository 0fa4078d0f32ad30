"""The child's answer."""

import subprocess
import sys
from pathlib import Path

from showroom.ledger.intake.caps import FILE_BYTES
from showroom.ledger.intake.cells import unpacked
from showroom.ledger.intake.child import answer

ROOT = Path(__file__).parents[3]


def test_a_text_file_is_answered_with_its_sheet() -> None:
    assert answer("姓名,电话\n王芳,1".encode()).sheets[0].rows[1] == ("王芳", "1")


def test_a_file_that_is_none_is_answered_with_the_reason() -> None:
    assert [refused.code for refused in answer(b"%PDF-1.7").refused] == ["ledger.file_kind"]
    assert answer(b"x" * (FILE_BYTES + 1)).refused[0].code == "ledger.file_big"


def test_the_child_imports_neither_store_nor_window() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, showroom.ledger.intake.child; print(*sys.modules)"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout.split()  # fmt: skip
    assert not {name.partition(".")[0] for name in said} & {"db", "sqlalchemy", "PySide6", "pandas"}


def test_the_child_answers_on_its_output() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "showroom.ledger.intake.child"],
        input="姓名,电话\n王芳,1".encode(), capture_output=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert unpacked(done.stdout).sheets[0].rows[1] == ("王芳", "1")
