from showroom.errors import Refusal


def test_a_report_without_checks_is_not_ok(report):
    assert not report.ok


def test_one_failed_check_fails_the_day(report, lines):
    report.check("a", ok=True)
    assert report.ok
    report.equal("b", 1, 2)
    assert not report.ok
    assert report.checks[1].detail == "得到 1，应为 2"
    assert lines[1].strip().startswith("✗ b")


def test_a_broken_step_is_a_failed_check_in_words(report):
    report.broke("quote", Refusal("identity.phone_short", missing=2))
    report.broke("board", KeyError("x"))
    assert [check.name for check in report.checks] == ["quote.done", "board.done"]
    assert "2" in report.checks[0].detail
    assert report.checks[1].detail == "KeyError: 'x'"


def test_a_document_that_was_not_written_is_a_failed_check(report, tmp_path):
    report.document("quote", tmp_path / "quote.pdf")
    assert not report.ok
    (tmp_path / "quote.pdf").write_bytes(b"x")
    report.document("quote", tmp_path / "quote.pdf", pages=1)
    assert report.documents[1] == {"name": "quote", "file": "quote.pdf", "bytes": 1, "pages": 1}


def test_the_object_has_its_four_parts(report):
    report.check("a", ok=True, detail="x\ny")
    told = report.as_json()
    assert set(told) == {"checks", "documents", "screens", "figures"}
    assert told["checks"] == [{"name": "a", "ok": True, "detail": "x · y"}]
