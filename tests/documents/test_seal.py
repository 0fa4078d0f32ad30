import re
from dataclasses import replace

import pytest

from showroom.documents.furniture import Standing
from showroom.documents.seal import ALPHABET, PaperKind, check_code, payload
from tests.documents.samples import CONTRACT, QUOTE


def test_the_code_is_eight_plain_characters():
    code = check_code(PaperKind.QUOTE, QUOTE)
    assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code)
    assert check_code(PaperKind.QUOTE, QUOTE) == code


@pytest.mark.parametrize(
    "changed",
    [{"customer": "王彧吉"}, {"on_road_price_fen": QUOTE.on_road_price_fen + 1}, {"note": " "}],
)
def test_one_changed_value_changes_the_code(changed):
    assert check_code(PaperKind.QUOTE, replace(QUOTE, **changed)) != check_code(
        PaperKind.QUOTE, QUOTE
    )


def test_the_kind_is_part_of_the_code():
    codes = {check_code(kind, CONTRACT) for kind in PaperKind}
    assert len(codes) == len(PaperKind)


def test_a_voided_paper_keeps_its_code():
    void = replace(QUOTE, head=replace(QUOTE.head, standing=Standing.VOID))
    assert check_code(PaperKind.QUOTE, void) == check_code(PaperKind.QUOTE, QUOTE)


def test_the_code_of_a_record_is_the_same_on_every_machine():
    assert check_code(PaperKind.RECEIPT, {"b": (1, "贰"), "a": None}) == check_code(
        PaperKind.RECEIPT, {"a": None, "b": [1, "贰"]}
    )


def test_the_qr_says_number_kind_and_code():
    assert payload("NJHX-A-QT-1", PaperKind.QUOTE, "ABCD-EFGH") == "NJHX-A-QT-1|QUOTE|ABCD-EFGH"
