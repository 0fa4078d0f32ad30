from datetime import date

import pytest

from showroom.terms import Gender
from ui.demo.filling import EMPTY, complaint, fill, put, type_into
from ui.demo.waiting import Stuck
from ui.kit.fields import CheckField, DateField, EnumField, LineField, MoneyField, NotesField
from ui.kit.form import Form


@pytest.fixture
def form(chinese, qtbot, context):
    made = Form("test.form", context)
    made.add(LineField("name", "姓名", required=True))
    made.add(EnumField("gender", "性别", Gender))
    made.add(MoneyField("amount", "金额"))
    made.add(DateField("on", "日期", lambda: date(2026, 11, 22)))
    made.add(CheckField("read", "已阅"))
    made.add(NotesField("note", "备注"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_kind_of_field_takes_its_value_as_typed_or_chosen(form):
    fill(form, name="王䶮", gender=Gender.FEMALE, amount="20000.00", read=True, note="两行\n备注")
    fill(form, on=date(2026, 11, 28))
    assert form.values() == {
        "name": "王䶮",
        "gender": Gender.FEMALE,
        "amount": 20_000_00,
        "on": date(2026, 11, 28),
        "read": True,
        "note": "两行\n备注",
    }
    assert form.dirty


def test_none_leaves_a_field_and_empty_empties_it(form):
    fill(form, name="王䶮", gender=Gender.FEMALE)
    fill(form, name=None, gender=None)
    assert form.values()["name"] == "王䶮"
    fill(form, name=EMPTY, gender=EMPTY)
    assert form.values()["name"] is None
    assert form.values()["gender"] is None


def test_what_is_not_there_stops_the_day(form):
    with pytest.raises(Stuck, match="colour"):
        fill(form, colour="白")
    with pytest.raises(Stuck, match="gender"):
        put(form.fields["gender"], "?")


def test_what_the_form_objects_to_is_told(form):
    type_into(form.fields["amount"], "abc")
    form.command(dict)
    assert "name" in complaint(form)
    assert "amount" in complaint(form)
