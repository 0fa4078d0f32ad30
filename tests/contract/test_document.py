from dataclasses import replace

import pytest

from showroom.contract.document import agreement_of_sale
from showroom.errors import Refusal
from showroom.terms import DisputeWay, MoneyKind
from tests.documents.reading import pages, pypdf
from tests.documents.samples import CONTRACT


@pytest.fixture(scope="module")
def read():
    return pypdf(agreement_of_sale(CONTRACT))


def test_parties_car_and_price_stand_on_the_first_page():
    first = pages(agreement_of_sale(CONTRACT))[0]
    buyer, seller = CONTRACT.buyer, CONTRACT.head.seller
    for said in (buyer.name, buyer.identity, seller.name, seller.uscc, "¥379,900.00"):
        assert said.replace(" ", "") in first
    assert "人民币叁拾柒万玖仟玖佰元整" in first


def test_the_schedule_must_sum_to_the_price():
    with pytest.raises(ValueError, match="sum to the price"):
        agreement_of_sale(replace(CONTRACT, price_fen=CONTRACT.price_fen + 1))


def test_earnest_money_brings_its_penalty_and_its_cap(read):
    assert "双倍返还定金" in read
    assert "即不超过¥75,980.00" in read
    assert "不适用“不予返还”" not in read


def test_an_advance_brings_no_penalty():
    read = pypdf(agreement_of_sale(replace(CONTRACT, money_kind=MoneyKind.ADVANCE)))
    assert "为订金，性质是预付款" in read
    assert "双倍返还定金" not in read


def test_the_way_of_dispute_is_the_one_agreed(read):
    assert "人民法院提起诉讼" in read
    body = "南京仲裁委员会"
    agreed = replace(CONTRACT, dispute=DisputeWay.ARBITRATION, arbitration_body=body)
    assert f"提交{body}" in pypdf(agreement_of_sale(agreed))


def test_a_car_without_vin_is_confirmed_later(read):
    assert "待配车后书面确认" in read
    known = pypdf(agreement_of_sale(replace(CONTRACT, vin="LYVUZ10A7TB000123")))
    assert "LYVUZ10A7TB000123" in known
    assert "签约时车架号尚未确定" not in known


def test_an_unauthorised_source_is_told(read):
    assert "未经供应商授权销售" not in read
    assert "未经供应商授权销售" in pypdf(agreement_of_sale(replace(CONTRACT, authorised=False)))


def test_warranty_and_documents_are_named(read):
    assert "两年或者行驶里程50,000公里" in read
    assert "三年或者行驶里程60,000公里" in read
    for document in CONTRACT.documents:
        assert document in read


def test_the_last_clause_acknowledgment_and_signatures_share_the_last_page():
    last = pages(agreement_of_sale(CONTRACT))[-1]
    assert "作出不利于卖方的解释" in last
    assert last.index("买方确认签字") < last.index("买方（签字或盖章）")
    assert "卖方（盖章）" in last


@pytest.mark.parametrize("count", range(1, 9))
def test_signatures_stay_with_the_last_clause_however_long_the_rest_is(count):
    terms = "逐条写明的补充约定。" * (7 * count)
    last = pages(agreement_of_sale(replace(CONTRACT, special_terms=terms)))[-1]
    assert "作出不利于卖方的解释" in last
    assert "卖方（盖章）" in last


@pytest.mark.parametrize("field", ["terms", "breach_terms", "special_terms"])
def test_forbidden_wording_stops_the_contract(field):
    with pytest.raises(Refusal) as refused:
        agreement_of_sale(replace(CONTRACT, **{field: "== 甲\n最终解释权归本店。"}))
    assert refused.value.code == "documents.forbidden_wording"
    assert refused.value.facts["field"] == field


def test_an_outlets_own_terms_replace_the_shipped_ones():
    own = "== 约定\n**交车地点为 {outlet}。**"
    read = pypdf(agreement_of_sale(replace(CONTRACT, terms=own, terms_version="7")))
    assert "第一条约定" in read
    assert "1.1交车地点为南京河西店。" in read
    assert "双倍返还" not in read
