"""What headings mean."""

import pytest

from showroom.ledger.layout.headings import Field, Heading, as_heading, excludes, fields_of, score


def one(text: str) -> Heading:
    return Heading(text, text)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("客户姓名", Field.NAME),
        ("姓  名", Field.NAME),
        ("姓名*", Field.NAME),
        ("称呼", Field.NAME),
        ("Name", Field.NAME),
        ("手机号码", Field.PHONE),
        ("手机号（必填）", Field.PHONE),
        ("联系方式：", Field.PHONE),
        ("Tel.", Field.PHONE),
        ("客户\n电话", Field.PHONE),
        ("备用电话", Field.OTHER_PHONE),
        ("电话2", Field.OTHER_PHONE),
        ("座机", Field.OTHER_PHONE),
        ("意向级别", Field.LEVEL),
        ("客户等级(OHABC)", Field.LEVEL),
        ("来店日期", Field.VISITED),
        ("首次到店时间", Field.VISITED),
        ("登记日期", Field.VISITED),
        ("拟购车型", Field.MODEL),
        ("意向车型/配置", Field.MODEL),
        ("信息来源", Field.SOURCE),
        ("获客渠道", Field.SOURCE),
        ("备注说明", Field.NOTE),
        ("性别", Field.GENDER),
        ("销售顾问", Field.CONSULTANT),
        ("姓名/电话", Field.CONTACT),
        ("客户姓名及联系方式", Field.CONTACT),
    ],
)
def test_a_heading_means_its_field_before_any_other(text: str, field: Field) -> None:
    best = max(Field, key=lambda each: score(one(text), each))
    assert best is field


@pytest.mark.parametrize(
    "text",
    [
        "下次回访日期",
        "生日",
        "交车日期",
        "预计购车日期",
        "对比车型",
        "现有车型",
        "介绍人电话",
        "序号",
        "颜色",
        "预算",
        "家庭住址",
        "回访电话记录",
    ],
)
def test_a_heading_of_something_else_means_nothing(text: str) -> None:
    assert fields_of(one(text)) <= {Field.NOTE}


def test_the_group_over_a_heading_can_change_what_it_means() -> None:
    assert Field.VISITED in fields_of(Heading("日期", "来店日期"))
    assert Field.VISITED not in fields_of(Heading("日期", "下次回访日期"))


def test_a_heading_that_names_another_field_excludes_a_guess_by_content() -> None:
    assert excludes(one("生日"), Field.VISITED)
    assert not excludes(one("手机号吗"), Field.NOTE)
    assert excludes(one("介绍人电话"), Field.PHONE)
    assert excludes(one("备注"), Field.NAME)


def test_a_long_text_is_no_heading() -> None:
    assert as_heading("手机号码（必填，十一位数字，请勿带空格、横线或区号）")
    assert as_heading("这份台账由销售部每天下班前填写并由展厅经理逐条核对签字确认") == ""
