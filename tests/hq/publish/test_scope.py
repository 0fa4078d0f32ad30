"""Whom a publication is for, and which bucket holds it."""

import pytest

from showroom.errors import Refusal
from showroom.hq.publish.scope import Scope, floors, readers, share_an_outlet
from showroom.hq.publish.standing import HqOutlet, Standing
from showroom.terms import OutletKind

EAST = HqOutlet("NJHX", "east", OutletKind.S4, None)
SECOND = HqOutlet("NJ01", "east", OutletKind.TIER2, None)
WEST = HqOutlet("CD01", "west", OutletKind.TIER2, None)
HQ = Standing((EAST, SECOND, WEST))


def test_everybody_a_group_or_an_outlet_is_meant() -> None:
    assert Scope.parse("all", HQ).bucket == "hq"
    assert Scope.parse("group:east", HQ).means(SECOND)
    assert not Scope.parse("outlet:NJHX", HQ).means(SECOND)
    with pytest.raises(Refusal) as refusal:
        Scope.parse("group:north", HQ)
    assert refusal.value.facts["known"] == "east、west"


def test_floors_are_for_groups_with_a_dealership() -> None:
    assert floors(Scope("hq"), HQ) == ["floor:east"]
    assert floors(Scope("group:west"), HQ) == []
    assert floors(Scope("outlet:NJHX"), HQ) == []


def test_a_second_tier_outlet_reads_no_floors() -> None:
    assert readers("floor:east", HQ) == ["NJHX"]
    assert readers("group:east", HQ) == ["NJHX", "NJ01"]


def test_buckets_meet_where_an_outlet_reads_both() -> None:
    assert share_an_outlet("hq", "group:west", HQ)
    assert share_an_outlet("group:east", "outlet:NJ01", HQ)
    assert not share_an_outlet("group:west", "outlet:NJ01", HQ)
    assert not share_an_outlet("group:west", "group:east", HQ)
