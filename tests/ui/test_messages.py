"""Failures to words."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from showroom.errors import Refusal, Trouble
from ui.messages import field_of, is_offline, worded

pytestmark = pytest.mark.usefixtures("chinese")


def test_a_refusal_is_worded_with_its_facts() -> None:
    assert worded(Refusal("kit.required", label="姓名")) == "请填写姓名"


def test_facts_are_written_as_people_read_them() -> None:
    words = worded(Refusal("settings.missing", key="staff.lock", date=date(2026, 11, 22)))
    assert "2026-11-22" in words
    assert "staff.lock" in words


def test_a_code_without_words_is_told_apart_and_never_raises() -> None:
    assert "visit.unheard_of" in worded(Refusal("visit.unheard_of", amount=Decimal(1)))
    assert "store.unheard_of" in worded(
        Trouble("store.unheard_of", at=datetime(2026, 1, 1, tzinfo=UTC))
    )


def test_the_field_is_the_refusals() -> None:
    assert field_of(Refusal("kit.required", field="name", label="x")) == "name"
    assert field_of(Refusal("kit.required", label="x")) == ""
    assert field_of(Trouble("store.full", field="name")) == ""


def test_offline_is_a_state() -> None:
    assert is_offline(Trouble("sync.offline"))
    assert not is_offline(Trouble("store.full"))
