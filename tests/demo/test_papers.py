import pytest

from showroom.contract.document import receipt
from tests.documents.samples import RECEIPT
from ui.demo.papers import keep, read, squeezed
from ui.kit.preview import Preview


class Memory:
    def recall(self, _key, default=None):
        return default

    def keep(self, _key, _value):
        pass


@pytest.fixture
def pdf():
    return bytes(receipt(RECEIPT))


def test_a_paper_is_read_back_with_its_number(chinese, pdf):
    found = read(pdf, "receipt")
    assert found.number == RECEIPT.head.number
    assert squeezed(RECEIPT.payer) in found.text


def test_a_shown_paper_is_saved_closed_and_judged(chinese, pdf, report, tmp_path):
    shown = Preview(pdf, "收据.pdf", Memory())
    keep(shown, "receipt", tmp_path, report, [RECEIPT.payer])
    assert report.ok
    assert (tmp_path / "receipt.pdf").read_bytes() == pdf
    assert report.documents[0]["pages"] == 1


def test_data_that_is_not_on_the_paper_fails(chinese, pdf, report, tmp_path):
    keep(Preview(pdf, "收据.pdf", Memory()), "receipt", tmp_path, report, ["张三丰"])
    failed = [check for check in report.checks if not check.ok]
    assert [(check.name, check.detail) for check in failed] == [("paper.receipt.data", "张三丰")]
