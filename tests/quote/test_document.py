from dataclasses import replace

import pytest

from showroom.quote.document import quotation
from showroom.terms import LineKind, Payee
from tests.documents.reading import pypdf
from tests.documents.samples import QUOTE


@pytest.fixture(scope="module")
def read():
    return pypdf(quotation(QUOTE))


def test_the_guide_price_is_called_what_the_law_calls_it(read):
    assert "厂商建议零售价" in read
    assert "¥399,900.00" in read


def test_the_on_road_price_stands_in_figures_and_in_words(read):
    assert "¥411,569.47" in read
    assert "人民币肆拾壹万壹仟伍佰陆拾玖元肆角柒分" in read


def test_tax_shows_its_rule_and_relief(read):
    assert "新能源汽车减半征收" in read
    assert "¥18,619.47" in read
    assert "已减免¥15,000.00" in read


def test_every_line_names_its_payee_and_whether_it_is_optional(read):
    assert "商业保险（车损、三者300万、驾乘）保险人报价，以保单为准保险公司可选¥8,600.00" in read


def test_gifts_print_at_nothing_with_their_quantity(read):
    assert "首年基础保养2免费赠送¥0.00" in read


def test_net_cost_and_what_is_due_follow_the_subsidies(read):
    assert "厂商置换补贴不进发票，旧车过户后由厂商发放-¥10,000.00" in read
    assert "¥401,569.47" in read
    assert "¥183,400.00" in read


def test_the_loan_tells_instalments_interest_and_yearly_rate(read):
    for said in ("第1–35期¥4,482.18", "第36期¥4,482.09", "¥161,358.39", "¥11,358.39", "6.15%（APR"):
        assert said in read


def test_a_cash_quote_says_nothing_of_loans():
    cash = replace(QUOTE, loan=None, due_at_store_fen=33_340_000)
    assert "贷款方案" not in pypdf(quotation(cash))


def test_the_validity_and_the_customers_free_choice_are_printed(read):
    assert "至2026-11-29止" in read
    assert "保险、贷款、精品和代办服务均可不选" in read
    assert "本店不收取本单未列明的任何费用" in read


def test_a_tax_warning_is_printed():
    warned = replace(QUOTE, tax=replace(QUOTE.tax, warning="政策未覆盖"))
    assert "政策未覆盖" in pypdf(quotation(warned))


@pytest.mark.parametrize(
    "name", ["invoice_price_fen", "on_road_price_fen", "net_cost_fen", "due_at_store_fen"]
)
def test_totals_that_do_not_follow_from_the_lines_are_a_bug(name):
    with pytest.raises(ValueError, match="do not follow"):
        quotation(replace(QUOTE, **{name: getattr(QUOTE, name) + 1}))


def test_taxes_do_not_stand_among_the_lines():
    tax = replace(QUOTE.lines[1], kind=LineKind.VEHICLE_TAX, amount_fen=0, payee=Payee.TAX)
    with pytest.raises(ValueError, match="their own fields"):
        quotation(replace(QUOTE, lines=(*QUOTE.lines, tax)))
