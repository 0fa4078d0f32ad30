from dataclasses import replace

import pytest

from showroom.documents import furniture
from showroom.documents.furniture import Standing
from showroom.documents.look import PORTRAIT
from showroom.documents.pen import Box, Pen
from showroom.quote.document import quotation
from tests.documents.papers import ALL
from tests.documents.reading import pages, pypdf
from tests.documents.samples import QUOTE, SELLER


@pytest.mark.parametrize("name", ALL)
def test_every_page_carries_number_code_and_its_place(name):
    paper = ALL[name].printed()
    read = pages(paper)
    assert len(read) == paper.pages
    for place, page in enumerate(read, 1):
        assert paper.number in page
        assert f"校验码{paper.check_code}" in page
        assert f"第{place}页/共{paper.pages}页" in page


@pytest.mark.parametrize("name", ALL)
def test_the_first_page_says_who_when_and_which_version(name):
    head = ALL[name].data.head
    first = pages(ALL[name].printed())[0]
    for said in (
        head.seller.name,
        head.seller.outlet,
        head.made_by,
        head.business_date.isoformat(),
    ):
        assert said in first
    assert f"第{head.version}版" in first


def test_the_qr_is_given_number_kind_and_check_code(monkeypatch):
    given = []
    monkeypatch.setattr(furniture, "draw_qr", lambda *drawn: given.append(drawn[2]))
    paper = quotation(QUOTE)
    assert given == [f"{QUOTE.head.number}|QUOTE|{paper.check_code}"]


def test_the_qr_fills_its_box_and_no_more():
    pen = Pen(PORTRAIT)
    furniture.draw_qr(pen, Box(100, 50, 60, 60), "NJHX|QUOTE|ABCD-EFGH")
    dark = [box for boxes in pen._fills.values() for box in boxes]  # noqa: SLF001
    assert min(box.x for box in dark) == 100
    assert max(box.x + box.width for box in dark) == pytest.approx(160)
    assert max(box.y + box.height for box in dark) == pytest.approx(160 - 50, abs=0.1)


@pytest.mark.parametrize(
    ("standing", "said"), [(Standing.DRAFT, "预览稿，未出具"), (Standing.VOID, "已作废")]
)
def test_a_paper_that_is_not_in_force_says_so_and_has_no_qr(standing, said, monkeypatch):
    drawn = []
    monkeypatch.setattr(furniture, "draw_qr", lambda *_: drawn.append(True))
    paper = quotation(replace(QUOTE, head=replace(QUOTE.head, standing=standing)))
    assert said in pypdf(paper)
    assert not drawn


def test_a_very_long_seller_wraps_and_loses_nothing():
    seller = replace(SELLER, name="江苏澄远汽车" * 16, outlet="南京河西旗舰店" * 12)
    paper = quotation(replace(QUOTE, head=replace(QUOTE.head, seller=seller)))
    assert seller.name in pypdf(paper)
    assert seller.outlet in pypdf(paper)
