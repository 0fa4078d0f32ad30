"""Models and people by their names."""

from uuid import uuid4

from showroom.ledger.known import Known


def test_a_name_is_found_whatever_its_width_and_capitals() -> None:
    model = uuid4()
    assert Known({"xc60": model}, {}).model_id("ＸＣ 60") == model


def test_an_unknown_or_empty_name_is_nobody() -> None:
    assert Known({}, {}).staff_id("李倩") is None
    assert Known({}, {"": uuid4()}).staff_id(None) is not None
    assert Known({}, {"李倩": None}).staff_id("李倩") is None
