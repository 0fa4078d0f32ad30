"""The caps of an import."""

import pytest

from showroom.ledger.intake.caps import Unreadable, check_extent, column_letters


@pytest.mark.parametrize(
    ("index", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_columns_are_named_as_spreadsheets_name_them(index: int, letters: str) -> None:
    assert column_letters(index) == letters


@pytest.mark.parametrize(
    ("place", "code", "cell"),
    [((20_000, 0), "ledger.file_rows", "A20001"), ((0, 60), "ledger.file_columns", "BI1")],
)
def test_a_value_outside_the_caps_is_named(place: tuple, code: str, cell: str) -> None:
    with pytest.raises(Unreadable) as error:
        check_extent(*place)
    assert (error.value.code, error.value.facts["cell"]) == (code, cell)


def test_the_last_place_inside_the_caps_passes() -> None:
    check_extent(19_999, 59)


def test_a_refusal_crosses_to_the_parent_with_its_sheet() -> None:
    refused = Unreadable("ledger.file_rows", cell="A1", most=2).about("台账")
    assert (refused.code, refused.sheet) == ("ledger.file_rows", "台账")
