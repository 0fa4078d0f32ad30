"""The figures as they stood are read back as they were."""

from typing import Any

from showroom.dayclose.stood import read_figures, stood
from showroom.desk import Desk
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit
from tests.board.days import TODAY, Come, at, put_visit
from tests.visit.arrivals import come


@allows(*EVERYONE)
def as_json(unit: Unit, _query: None) -> dict[str, Any]:
    return stood(unit, TODAY)


def test_a_stored_figure_keeps_value_numerator_and_denominator(manager: Desk) -> None:
    come(manager)
    manager.write(put_visit, Come(at("09:00")))
    kept = manager.read(as_json, None)
    read = read_figures(kept["store"])
    assert (str(read["record_rate"].value), read["record_rate"].bottom) == ("50.0", 2)
    assert read["show_rate"].value is None
    assert kept["levels"] == {"O": 0, "H": 1, "A": 0, "B": 0, "C": 0}


def test_consultants_and_the_letterhead_are_kept(manager: Desk) -> None:
    kept = manager.read(as_json, None)
    assert [each["name"] for each in kept["consultants"]] == ["李倩", "赵磊", "陈思"]
    assert kept["seller"]["outlet"] == "南京河西店"
