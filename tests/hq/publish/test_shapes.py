"""A settings value keeps the shape its readers need."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import settings
from showroom.hq.publish.shapes import known_keys, misfits

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def codes(key: str, value: Any) -> list[str]:
    return [misfit.code.removeprefix("publish.shape_") for misfit in misfits(key, value)]


def test_every_shipped_value_fits() -> None:
    for row in settings.shipped():
        assert misfits(row.key, row.value) == []


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("quote.validity", {"days": "7"}, "type"),
        ("quote.validity", {"days": -1}, "below"),
        ("quote.validity", {"days": True}, "type"),
        ("quote.validity", {}, "missing"),
        ("quote.validity", {"days": 7, "hours": 1}, "unknown"),
        ("quote.validity", [7], "type"),
        ("quote.purchase_tax", {"vat": "13%", "rate": "0.10"}, "type"),
        ("quote.vehicle_tax", {"bands": []}, "empty"),
        ("quote.authority", {"steps": [{"role": "KING", "share": "0.1"}]}, "value"),
        ("quote.nev_relief", {"rows": [{"name": "x"}]}, "missing"),
        ("testdrive.day", {"opens": "25:00", "closes": "20:00", "minutes": 30,
                           "step_minutes": 10}, "type"),
        ("outlet.rebate", 1, "type"),
    ],
)  # fmt: skip
def test_what_a_reader_could_not_use_is_told(key: str, value: Any, code: str) -> None:
    assert code in codes(key, value)


def test_a_longer_list_and_other_names_of_open_objects_fit() -> None:
    bands = [{"up_to_ml": 1000, "annual": "360.00"}, {"annual": "5000"}]
    assert misfits("quote.vehicle_tax", {"bands": bands}) == []
    rebate = next(row.value for row in settings.shipped() if row.key == "outlet.rebate")
    assert misfits("outlet.rebate", rebate | {"extra_commission": {"F9": "50.00"}}) == []


@given(st.sampled_from(known_keys()), JSON)
def test_any_value_fits_or_is_told(key: str, value: Any) -> None:
    for misfit in misfits(key, value):
        assert misfit.facts["path"]
