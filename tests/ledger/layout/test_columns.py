"""Which column holds what."""

import pytest

from showroom.errors import Refusal
from showroom.ledger.intake.cells import Sheet
from showroom.ledger.layout.columns import chosen, corrected, guess
from showroom.ledger.layout.header import find
from showroom.ledger.layout.headings import Field


def guessed(*rows: tuple) -> dict[str, int]:
    sheet = Sheet("台账", rows)
    return {field.value: place for field, place in guess(sheet, find(sheet)).items()}


def test_columns_are_known_by_their_headings_in_any_order() -> None:
    assert guessed(
        ("备注", "来源", "日期", "等级", "车型", "电话", "姓名"),
        ("x", "网络", "2026-05-01", "H", "XC60", "13800138000", "王芳"),
    ) == {"note": 0, "source": 1, "visited": 2, "level": 3, "model": 4, "phone": 5, "name": 6}


def test_columns_without_headings_are_known_by_their_content() -> None:
    rows = [("1", "王芳", "13800138000", "XC60", "H", "2026-05-01", "网络", "看了两次")] * 3
    assert guessed(*rows) == {
        "name": 1,
        "phone": 2,
        "model": 3,
        "level": 4,
        "visited": 5,
        "source": 6,
        "note": 7,
    }


def test_a_heading_nobody_knows_is_helped_out_by_its_content() -> None:
    found = guessed(
        ("客户姓名", "手机号吗", "到店曰"), *[("王芳", "13800138000", "2026-05-01")] * 3
    )
    assert found == {"name": 0, "phone": 1, "visited": 2}


def test_the_column_that_holds_phones_beats_the_one_that_is_only_called_so() -> None:
    found = guessed(("姓名", "电话", "联系方式"), *[("王芳", "3 次", "13800138000")] * 3)
    assert found["phone"] == 2


def test_the_second_phone_column_is_the_spare_one() -> None:
    found = guessed(("姓名", "备用电话", "电话"), ("王芳", "13900139000", "13800138000"))
    assert (found["phone"], found["other_phone"]) == (2, 1)


def test_a_birthday_is_no_visit_even_where_no_other_date_stands() -> None:
    assert "visited" not in guessed(
        ("姓名", "电话", "下次跟进日期"), ("王芳", "13800138000", "2026-12-24")
    )


def test_a_shared_column_is_only_taken_where_name_or_phone_have_none() -> None:
    assert guessed(("姓名/电话", "车型"), ("王芳 13800138000", "XC60")) == {
        "contact": 0,
        "model": 1,
    }


def test_a_person_names_columns_by_letter_number_or_heading() -> None:
    header = find(Sheet("台账", (("姓名", "电话", "A", "日期"), ("王芳", "13800138000", "", ""))))
    told = {"name": "B", "phone": "1", "level": "A", "visited": "日期", "model": "-", "note": "#3"}
    assert chosen(told, header) == {
        Field.NAME: 1,
        Field.PHONE: 0,
        Field.LEVEL: 2,
        Field.VISITED: 3,
        Field.MODEL: None,
        Field.NOTE: 2,
    }


@pytest.mark.parametrize(
    "told", [{"shoe": "B"}, {"name": "Z"}, {"name": "没有这列"}, {"name": "99"}]
)
def test_a_field_or_column_that_is_not_there_is_refused(told: dict) -> None:
    header = find(Sheet("台账", (("姓名", "电话"), ("王芳", "13800138000"))))
    with pytest.raises(Refusal, match="no_such"):
        chosen(told, header)


def test_a_column_given_away_is_lost_to_its_old_field() -> None:
    assert corrected({Field.NAME: 0, Field.NOTE: 1}, {Field.PHONE: 1}) == {
        Field.NAME: 0,
        Field.PHONE: 1,
    }
    assert corrected({Field.NAME: 0, Field.NOTE: 1}, {Field.NOTE: None}) == {Field.NAME: 0}
