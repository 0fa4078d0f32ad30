from dataclasses import replace

import pytest

from showroom.contract.document import receipt
from showroom.terms import ReceiptKind
from tests.documents.reading import pypdf
from tests.documents.samples import RECEIPT


def test_both_copies_stand_on_one_page_with_the_same_figures():
    paper = receipt(RECEIPT)
    read = pypdf(paper)
    assert paper.pages == 1
    assert read.count("¥20,000.00人民币") + read.count("人民币贰万元整") >= 2
    assert read.count(RECEIPT.payer) >= 2
    assert "存根联" in read
    assert "客户联" in read


@pytest.mark.parametrize("kind", ReceiptKind)
def test_every_kind_says_what_the_money_is(kind):
    read = pypdf(receipt(replace(RECEIPT, kind=kind)))
    assert ("双倍返还" in read) is (kind is ReceiptKind.EARNEST)
    assert ("今退回" in read) is (kind is ReceiptKind.REFUND)


def test_earnest_money_above_the_cap_is_told_apart():
    split = replace(RECEIPT, amount_fen=6_000_000, earnest_fen=5_176_000, prepayment_fen=824_000)
    assert "计作定金¥51,760.00，计作预付款¥8,240.00" in pypdf(receipt(split))


def test_a_refund_names_its_receipt():
    paid_back = replace(RECEIPT, kind=ReceiptKind.REFUND, refund_of="NJHX-A-RC-20261101-0001")
    assert pypdf(receipt(paid_back)).count("NJHX-A-RC-20261101-0001") == 2
