import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.customer.namesake import Likeness, fuller, likeness, may_be_one


@pytest.mark.parametrize(
    ("one", "two", "may"),
    [
        ("王芳", "王芳", True),
        ("王芳", "王 芳", True),
        ("王芳", "王　芳", True),
        ("王女士", "王芳", True),
        ("王芳女士", "王芳", True),
        ("王芳女士", "王女士", True),
        ("王总", "王建国", True),
        ("王总", "王经理", True),
        ("老王", "王建国", True),
        ("王", "王建国", True),
        ("欧阳女士", "欧阳娜娜", True),
        ("欧女士", "欧阳娜娜", False),
        ("欧阳女士", "欧建国", False),
        ("", "王芳", True),
        ("女士", "王芳", True),
        ("女士", "王先生", False),
        ("王女士", "王先生", False),
        ("王女士", "李女士", False),
        ("王女士", "李芳", False),
        ("王芳", "李芳", False),
        ("王芳", "王小芳", False),
        ("张三", "张三丰", False),
        ("王芳女士", "王丽", False),
        ("JOHN SMITH", "John  Smith", True),
        ("ＷＡＮＧ", "wang", True),
        ("买买提·艾力", "买买提艾力", True),
        ("陈总", "陈总", True),
        ("李思总", "李思", False),
    ],
)
def test_two_names_that_may_be_one_person(one: str, two: str, may: bool) -> None:
    assert may_be_one(one, two) is may
    assert may_be_one(two, one) is may


def test_one_phone_is_one_person_or_a_clash() -> None:
    assert likeness("王女士", "13900000000", "王芳", "13900000000") is Likeness.SAME
    assert likeness("王芳", "13900000000", "李雷", "13900000000") is Likeness.CLASH
    assert likeness("王芳", "13900000000", "王芳", "13800000000") is Likeness.OTHER
    assert likeness("王芳", None, "王芳", None) is Likeness.OTHER


@pytest.mark.parametrize(
    ("one", "two", "kept"),
    [
        ("王女士", "王芳", "王芳"),
        ("王芳", "王女士", "王芳"),
        ("王芳", "王 芳", "王芳"),
        ("", "王女士", "王女士"),
        ("王女士", "", "王女士"),
        ("王总", "王女士", "王总"),
    ],
)
def test_the_name_that_says_more_is_kept(one: str, two: str, kept: str) -> None:
    assert fuller(one, two) == kept


@given(st.text(max_size=12))
def test_everybody_may_be_themselves(name: str) -> None:
    assert may_be_one(name, name)
    assert fuller(name, name) == name
