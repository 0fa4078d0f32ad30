"""One box: a name's part, initials, pinyin, phone, plate or VIN, all by index."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from sqlalchemy.dialects import sqlite

from db.models.customer import Customer
from db.models.recall import RecallKey
from showroom import rights
from showroom.customer import keys
from showroom.desk import Desk
from showroom.recall import box
from showroom.recall.queries import Find, Hit, find, statement
from showroom.unit import Unit

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林"
GIVEN = "芳伟娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚"
NAMES = st.builds("".join, st.tuples(st.sampled_from(SURNAMES), st.text(GIVEN, max_size=3)))
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
DIGITS = st.from_regex(r"[0-9]{3,11}", fullmatch=True)


@dataclass(frozen=True)
class Person:
    name: str
    phone: str = "13900000000"
    plate: str | None = None


@rights.allows(*rights.EVERYONE)
def put(unit: Unit, people: list[Person]) -> None:
    """Replace the archive with these people."""
    unit.session.query(Customer).delete()
    unit.session.query(RecallKey).delete()
    for person in people:
        row = Customer(
            id=unit.new_id(),
            outlet_id=unit.outlet_id,
            name=person.name,
            phone=person.phone,
            current_plate=person.plate,
            first_contact_on=unit.today,
            created_by_id=unit.actor.staff_id,
            created_at=unit.now,
        )
        unit.add(row)
        unit.session.flush()
        keys.refresh(unit, row)


@rights.allows(*rights.EVERYONE)
def put_car(unit: Unit, vin: str) -> None:
    """Give everybody a car, as a contract would."""
    for row in unit.session.query(Customer):
        unit.session.add(
            RecallKey(id=unit.new_id(), customer_id=row.id, vin=vin, vin_back=vin[::-1])
        )


@rights.allows(*rights.EVERYONE)
def plan(unit: Unit, typed: str) -> list[str]:
    """How SQLite would run the search for that text."""
    compiled = statement(box.seeks(typed), 20).compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    rows = unit.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")
    return [row[3] for row in rows]


@rights.allows(*rights.EVERYONE)
def rebuilt(unit: Unit, _nothing: None) -> int:
    """Write every key anew."""
    return keys.rebuild(unit)


def names(desk: Desk, text: str, limit: int = 50) -> list[str]:
    return [hit.name for hit in hits(desk, text, limit)]


def hits(desk: Desk, text: str, limit: int = 50) -> list[Hit]:
    return desk.read(find, Find(text, limit))


@pytest.fixture
def people(consultant: Desk) -> Desk:
    """A small archive."""
    everyone = [
        Person("王小明", "13800138021", "苏A12345"),
        Person("曾志伟", "13911112222"),
        Person("欧阳娜娜", "13733334444"),
        Person("李", "13655556666"),
        Person("Michael Jordan", "13577778888"),
        Person("南京河西远行汽车销售服务有限公司", "13499990000"),
        Person("䶮堃", "13311110001"),
        Person("张乐", "13311110002"),
    ]
    consultant.write(put, everyone)
    return consultant


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王小", "王小明"),
        ("小明", "王小明"),
        ("明", "王小明"),
        ("wxm", "王小明"),
        ("xm", "王小明"),
        ("wangxiaoming", "王小明"),
        ("WANG XIAO", "王小明"),
        ("xiaoming", "王小明"),
        ("zengzhiwei", "曾志伟"),
        ("zzw", "曾志伟"),
        ("cengzhi", "曾志伟"),
        ("娜娜", "欧阳娜娜"),
        ("oynn", "欧阳娜娜"),
        ("李", "李"),
        ("jordan", "Michael Jordan"),
        ("mj", "Michael Jordan"),
        ("远行汽车", "南京河西远行汽车销售服务有限公司"),
        ("有限公司", "南京河西远行汽车销售服务有限公司"),
        ("䶮", "䶮堃"),
        ("zhangyue", "张乐"),
        ("zhangle", "张乐"),
        ("8021", "王小明"),
        ("13800138021", "王小明"),
        ("１３８ 0013 8021", "王小明"),
        ("0013", "王小明"),
        ("138002", ""),
        ("苏A12345", "王小明"),
        ("苏a123", "王小明"),
        ("a1234", "王小明"),
        ("2345", "王小明"),
        ("王 8021", "王小明"),
        ("wang 8021", "王小明"),
        ("王 4444", ""),
    ],
)
def test_the_box_finds_by_whatever_one_remembers(people: Desk, typed: str, name: str) -> None:
    found = names(people, typed)
    assert name in found if name else found == []


def test_a_car_is_found_by_the_end_of_its_vin_and_by_the_whole(consultant: Desk) -> None:
    consultant.write(put, [Person("王小明")])
    consultant.write(put_car, "LYVUZ10A7TB000123")
    for typed in ("000123", "0123", "TB000123", "tb000123", "LYVUZ10A7TB000123", "lyvuz"):
        assert [(hit.name, hit.why) for hit in hits(consultant, typed)] == [("王小明", "vin")]


def test_the_best_answer_comes_first(consultant: Desk) -> None:
    consultant.write(
        put, [Person("小明王", "13902110001"), Person("王小明", "13800000211"), Person("王小")]
    )
    assert names(consultant, "王小")[:2] == ["王小", "王小明"]
    assert names(consultant, "0211") == ["王小明", "小明王"]


def test_a_hit_masks_the_phone_and_says_why(people: Desk) -> None:
    (hit,) = hits(people, "wxm")
    assert (hit.phone, hit.why) == ("138****8021", "initials")


@pytest.mark.parametrize(
    "typed",
    ["", " ", "%", "_", "%%", "' OR 1=1 --", "\x00", "\ud800", "13", "🚗", "-" * 500, "王" * 500],
)
def test_what_says_nothing_or_means_harm_finds_nobody(people: Desk, typed: str) -> None:
    assert hits(people, typed) == []


@pytest.mark.parametrize(
    "typed",
    ["王", "小明", "wxm", "xiaoming", "8021", "13800138021", "苏a123", "tb000123", "12345678"],
)
def test_every_search_seeks_and_never_scans_the_archive(people: Desk, typed: str) -> None:
    steps = [step for step in people.read(plan, typed) if "recall_key" in step]
    assert steps
    for step in steps:
        assert step.startswith("SEARCH recall_key USING"), step
        assert "ix_recall_key_" in step, step


def test_keys_rebuilt_from_the_rest_find_the_same(people: Desk) -> None:
    before = {typed: names(people, typed) for typed in ("王", "zzw", "8021", "远行")}
    assert people.write(rebuilt, None).value == 8
    assert {typed: names(people, typed) for typed in before} == before


STORE = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def found_by(desk: Desk, everyone: list[tuple[str, str]], typed: str) -> set[str]:
    desk.write(put, [Person(name, phone) for name, phone in everyone])
    return set(names(desk, typed, 200))


def those(everyone: list[tuple[str, str]], holds: Callable[[str, str], bool]) -> set[str]:
    return {name for name, phone in everyone if holds(name, phone)}


PEOPLE = st.lists(st.tuples(NAMES, PHONES), min_size=1, max_size=12)


@STORE
@given(PEOPLE, st.data())
def test_phone_digits_find_what_looking_at_every_phone_finds(
    consultant: Desk, everyone: list[tuple[str, str]], data: st.DataObject
) -> None:
    phone = data.draw(st.sampled_from([phone for _, phone in everyone]))
    start = data.draw(st.integers(0, 8))
    typed = phone[start : data.draw(st.integers(start + 3, 11))]
    expected = those(everyone, lambda _, phone: typed in phone)
    assert found_by(consultant, everyone, typed) == expected


@STORE
@given(PEOPLE, DIGITS)
def test_digits_nobody_has_find_only_who_has_them(
    consultant: Desk, everyone: list[tuple[str, str]], typed: str
) -> None:
    expected = those(everyone, lambda _, phone: typed in phone)
    assert found_by(consultant, everyone, typed) == expected


@STORE
@given(PEOPLE, st.data())
def test_name_parts_find_what_looking_at_every_name_finds(
    consultant: Desk, everyone: list[tuple[str, str]], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([name for name, _ in everyone]))
    start = data.draw(st.integers(0, len(name) - 1))
    typed = name[start : data.draw(st.integers(start + 1, len(name)))]
    expected = those(everyone, lambda name, _: typed in name)
    assert found_by(consultant, everyone, typed) == expected


@STORE
@given(PEOPLE, st.data())
def test_initials_and_pinyin_find_what_reading_every_name_finds(
    consultant: Desk, everyone: list[tuple[str, str]], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([name for name, _ in everyone]))
    syllables = lazy_pinyin(name)
    whole, short = "".join(syllables), "".join(one[0] for one in syllables)
    typed = data.draw(st.sampled_from([whole, short, whole[: len(syllables[0])]]))
    assert name in found_by(consultant, everyone, typed)
