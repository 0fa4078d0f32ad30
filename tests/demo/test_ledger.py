import json
import zipfile
from io import BytesIO

from showroom.ledger.form import Look, preview
from showroom.ledger.intake.reading import read
from showroom.texts import load
from tests.ledger.books import AS_OF
from tools.sample_ledger.__main__ import BOOK, TRUTH, workbook
from tools.sample_ledger.rows import truth


def test_the_committed_ledger_is_what_its_tool_writes():
    def parts(raw):
        with zipfile.ZipFile(BytesIO(raw)) as book:
            return {name: book.read(name) for name in book.namelist()}

    assert parts(BOOK.read_bytes()) == parts(workbook())
    assert json.loads(TRUTH.read_text(encoding="utf-8")) == json.loads(json.dumps(truth()))


def test_every_row_of_the_sample_ledger_is_read_as_its_truth_has_it():
    told = preview(read(BOOK), Look(AS_OF, load("zh_CN"))).report.as_json()
    wanted = truth()
    assert told["rows"] == wanted["rows"]
    for part in ("accepted", "merged", "clashes"):
        assert told[part] == wanted[part]
    assert _faults(told) == _faults(wanted)


def _faults(told):
    return sorted((each["row"], each["column"], each["code"]) for each in told["rejected"])
