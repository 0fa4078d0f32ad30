"""How far a visit has come."""

from showroom.visit.stage import Seen, Stage, stage_of


def test_the_furthest_step_of_a_visit_is_its_pill() -> None:
    assert stage_of(Seen()) is Stage.LEFT
    assert stage_of(Seen(in_hall=True, driven=True)) is Stage.DRIVEN
    assert stage_of(Seen(driven=True, quoted=True, ordered=True)) is Stage.ORDERED
    assert stage_of(Seen(ordered=True, lost=True)) is Stage.LOST
