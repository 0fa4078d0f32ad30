"""Logs without customers: the needle test over what errors carry."""

import logging
from pathlib import Path

import pytest

from showroom.logs import RedactingFormatter, log_to, redacted, tail

NEEDLES = [
    "13800138021", "138 0013 8021", "138-0013-8021", "+8613800138021", "025-86668888",
    "11010519491231002X", "110105194912310021", "苏A12345", "苏AD12345", "LYVUZ10A7TB000123",
    "王小明", "䶮㛃堃", "欧阳·买买提", "wang@example.com", "6222020200112233445",
]  # fmt: skip


@pytest.mark.parametrize("needle", NEEDLES)
@pytest.mark.parametrize("around", ["{}", "name={},", "('{}',)", "KeyError: '{}'", "a {} b"])
def test_nothing_of_a_customer_is_left(needle: str, around: str) -> None:
    assert needle not in redacted(around.format(needle))


def test_what_helps_to_mend_is_left() -> None:
    line = "2026-11-22 10:05:03,120 ERROR ui.work report R1122-1005-AB12: visit.phone line 118"
    assert redacted(line) == line


def test_bound_values_of_a_statement_are_left_out() -> None:
    text = "[SQL: INSERT INTO visit VALUES (?)]\n[parameters: ('Zhang San', 7)]"
    assert "Zhang" not in redacted(text)


def test_a_traceback_is_redacted_as_a_whole() -> None:
    error = ValueError("13800138021 王小明")
    record = logging.LogRecord(
        "x", logging.ERROR, "f", 1, "failed for %s", ("苏A12345",), (ValueError, error, None)
    )
    written = RedactingFormatter("%(message)s").format(record)
    assert "ValueError" in written
    assert not any(needle in written for needle in ("13800138021", "王小明", "苏A12345"))


def test_the_file_holds_no_needle_and_its_tail_can_be_copied(tmp_path: Path) -> None:
    file = log_to(tmp_path / "logs")
    logger = logging.getLogger("showroom.test")
    for needle in NEEDLES:
        logger.error("saved %s", needle)
    handler = logging.getLogger().handlers[-1]
    handler.close()
    logging.getLogger().removeHandler(handler)
    written = file.read_text(encoding="utf-8")
    assert not any(needle in written or needle in tail(file) for needle in NEEDLES)
    assert written.count("saved") == len(NEEDLES)


def test_a_log_that_is_not_there_copies_as_nothing(tmp_path: Path) -> None:
    assert tail(tmp_path / "none.log") == ""


def test_a_folder_that_cannot_be_made_stops_no_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert tail(log_to(tmp_path / "file" / "logs")) == ""
