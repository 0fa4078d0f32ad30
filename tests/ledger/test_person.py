"""Who a row is about."""

from showroom.ledger.layout.headings import Field
from showroom.ledger.person import person_of, place_of
from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.phone import Phones

OWN = {Field.NAME: 0, Field.PHONE: 1, Field.OTHER_PHONE: 2}
SHARED = {Field.CONTACT: 0}


def test_an_empty_phone_is_taken_from_the_second_column() -> None:
    found = person_of(("王芳", "", "13900139000"), OWN)
    assert found.phones == Phones("13900139000")


def test_an_empty_phone_is_taken_from_beside_the_name() -> None:
    found = person_of(("王芳 13800138000", "无", ""), OWN)
    assert found.phones == Phones("13800138000")


def test_a_bad_phone_is_not_replaced_by_a_spare_one() -> None:
    found = person_of(("王芳", "138", "13900139000"), OWN)
    assert isinstance(found.phones, Bad)


def test_every_other_number_is_kept_once() -> None:
    found = person_of(("王芳 13700137000", "13800138000", "13900139000/13800138000"), OWN)
    assert found.phones == Phones("13800138000", ("13700137000", "13900139000"))


def test_a_second_column_that_holds_no_number_is_told_and_costs_nothing() -> None:
    found = person_of(("王芳", "13800138000", "025-84567890"), OWN)
    assert found.phones == Phones("13800138000")
    assert found.other_fault is not None
    assert found.other_fault.code == "ledger.phone_landline"
    assert person_of(("王芳", "13800138000", "无"), OWN).other_fault is None


def test_a_shared_cell_without_a_name_or_a_phone_says_which_is_missing() -> None:
    nameless, phoneless = person_of(("13800138000",), SHARED), person_of(("王芳",), SHARED)
    assert isinstance(nameless.named, Bad)
    assert nameless.named.code == "ledger.name_missing"
    assert isinstance(phoneless.phones, Bad)
    assert phoneless.phones.code == "ledger.phone_missing"


def test_the_name_beside_the_phone_is_no_remark_on_it() -> None:
    assert person_of(("王芳 13800138000",), SHARED).phones == Phones("13800138000")


def test_a_field_of_the_person_stands_in_its_own_column_or_the_shared_one() -> None:
    assert place_of(Field.NAME, OWN) == 0
    assert place_of(Field.PHONE, SHARED) == 0
    assert place_of(Field.PHONE, {}) is None
