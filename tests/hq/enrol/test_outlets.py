import pytest

from showroom.errors import Refusal
from showroom.hq.enrol.outlets import AddOutlet, add_outlet, outlets
from showroom.terms import OutletKind
from tests.hq import desks


def test_outlets_are_listed_with_how_many_desks_they_have(hq):
    desks.add(hq)
    desks.add(hq, "AHLA", OutletKind.TIER2)
    desks.enrol(hq, 1)
    desks.enrol(hq, 2)
    with hq.store.read() as connection:
        lines = outlets(connection)
    assert [(line.code, line.kind, line.desks) for line in lines] == [
        ("AHLA", "TIER2", 0),
        ("NJHX", "S4", 2),
    ]


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (AddOutlet("n", "店", OutletKind.S4), "hq.outlet_code"),
        (AddOutlet("NJ/X", "店", OutletKind.S4), "hq.outlet_code"),
        (AddOutlet("NJHX", "  ", OutletKind.S4), "hq.outlet_name"),
        (AddOutlet("NJHX", "店", OutletKind.S4, "east:1"), "hq.outlet_group"),
        (AddOutlet("NJHX", "店", OutletKind.S4, zone="Asia/Nowhere"), "hq.outlet_zone"),
        (AddOutlet("NJHX", "店", OutletKind.S4, zone="../etc"), "hq.outlet_zone"),
        (AddOutlet("HERE", "店", OutletKind.S4), "hq.outlet_exists"),
    ],
)
def test_what_cannot_be_an_outlet_is_refused(hq, new, code):
    desks.add(hq, "HERE")
    with pytest.raises(Refusal, match=code):
        add_outlet(hq, new)
    with hq.store.read() as connection:
        assert [line.code for line in outlets(connection)] == ["HERE"]
