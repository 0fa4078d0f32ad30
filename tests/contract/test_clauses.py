import re

import pytest

from showroom.contract.clauses import articles, check_wording, numeral, shipped
from showroom.documents.text import Printable
from showroom.errors import Refusal

FACTS = {"price": Printable("¥1.00")}


def read(template, *conditions, facts=FACTS):
    found = articles(template, facts, frozenset(conditions))
    return [
        (each.number, each.heading, ["".join(run.words for run in c) for c in each.clauses])
        for each in found
    ]


def test_articles_hold_their_clauses_in_order():
    template = "# 注释\n== 价款\n价款为 {price}。\n当日付清。\n\n== 交付\n当日交付。"
    assert read(template) == [
        (1, "价款", ["价款为 ¥1.00。", "当日付清。"]),
        (2, "交付", ["当日交付。"]),
    ]


def test_a_clause_under_a_condition_only_stands_where_it_holds():
    template = "== 甲\n[loan]贷款。\n== 乙\n[loan]贷款。\n现金。"
    assert read(template) == [(1, "乙", ["现金。"])]
    assert read(template, "loan")[0] == (1, "甲", ["贷款。"])


def test_key_terms_are_bold():
    [article] = articles("== 甲\n前**中 {price}**后", FACTS, frozenset())
    assert [(run.words, run.bold) for run in article.clauses[0]] == [
        ("前", False),
        ("中 ", True),
        ("¥1.00", True),
        ("后", False),
    ]


def test_what_is_filled_in_is_not_read_as_template():
    facts = {"price": Printable("**{price}** [loan] == 甲")}
    assert read("== 甲\n{price}", facts=facts) == [(1, "甲", ["**{price}** [loan] == 甲"])]


def test_a_blank_nobody_fills_is_a_bug():
    with pytest.raises(KeyError):
        read("== 甲\n{nobody}")


def test_the_shipped_terms_have_no_forbidden_wording():
    check_wording(shipped("1"), "terms")
    with pytest.raises(Refusal) as refused:
        check_wording("本店拥有最终解释权", "terms")
    assert refused.value.facts == {"words": "最终解释权", "field": "terms"}


def test_the_shipped_terms_close_every_key_term():
    for line in shipped("1").splitlines():
        if not line.startswith("#"):
            assert line.count("**") % 2 == 0
            assert re.sub(r"\{[a-z_]+\}", "", line).count("{") == 0


def test_an_unknown_version_is_not_found():
    with pytest.raises(FileNotFoundError):
        shipped("0")


def test_numbers_are_chinese():
    assert [numeral(n) for n in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]
