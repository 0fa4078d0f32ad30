from dataclasses import replace

from showroom.customer.document import lead_card
from tests.documents.daysamples import LEAD
from tests.documents.reading import pypdf


def test_who_and_what_is_wanted_are_printed():
    read = pypdf(lead_card(LEAD))
    for said in ("王彧喆", "H级", "1992-02-29", "¥350,000.00至¥420,000.00", "安全、续航、后排空间"):
        assert said in read


def test_each_consent_stands_by_itself_with_its_answer():
    read = pypdf(lead_card(LEAD))
    assert "营销信息不同意2026-01" in read
    assert "提供服务同意2026-01" in read


def test_follow_ups_are_listed():
    assert "已发报价，约周三来店谈旧车。" in pypdf(lead_card(LEAD))


def test_without_consent_the_card_forbids_marketing():
    bare = replace(LEAD, consents=(), contacts=(), budget_min_fen=None, budget_max_fen=None)
    read = pypdf(lead_card(bare))
    assert "不得用于营销" in read
    assert "尚无跟进记录" in read
    assert "预算—" in read
