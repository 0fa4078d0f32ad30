"""What the library would not tell of a sheet's XML."""

import pytest

from showroom.ledger.intake.caps import Unreadable
from showroom.ledger.intake.cells import Broken, Fault
from showroom.ledger.intake.worksheets import outline, scan


def xml(cells: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B1"><f>SUM(A1:A9)</f></c>',
        '<c r="B1"><f>SUM(A1:A9)</f><v/></c>',
        '<c r="B1"><f>SUM(A1:A9)</f><v></v></c>',
        '<c r="B1" t="str"><f>SUM(A1:A9)</f></c>',
    ],
)
def test_a_formula_without_a_stored_value_is_broken(cell: str) -> None:
    assert scan(xml(f'<row r="1">{cell}</row>')) == {(0, 1): Broken(Fault.FORMULA, "=SUM(A1:A9)")}


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B1"><f>1+1</f><v>2</v></c>',
        '<c r="B1" t="str"><f>IF(A1="","",A1)</f><v></v></c>',
        '<c r="B1"><v>2</v></c>',
        '<c r="B1" t="inlineStr"><is><t>=1+1</t></is></c>',
        '<c r="B1" s="3"/>',
    ],
)
def test_a_formula_with_its_value_and_a_plain_cell_are_not(cell: str) -> None:
    assert scan(xml(f'<row r="1">{cell}</row>')) == {}


def test_an_error_cell_is_broken_with_its_error() -> None:
    cell = '<c r="C7" t="e"><f>VLOOKUP(1,2,3)</f><v>#N/A</v></c>'
    assert scan(xml(f'<row r="7">{cell}</row>')) == {(6, 2): Broken(Fault.ERROR, "#N/A")}


def test_cells_without_places_are_counted_along() -> None:
    cells = "<row><c><v>1</v></c><c><f>1+1</f></c></row><row><c><f>2</f></c></row>"
    assert set(scan(xml(cells))) == {(0, 1), (1, 0)}


@pytest.mark.parametrize("place", ["XFD1048576", "A20001", "BI1"])
def test_a_lone_value_far_out_is_refused(place: str) -> None:
    row = "".join(filter(str.isdigit, place))
    with pytest.raises(Unreadable):
        scan(xml(f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'))


def test_a_format_far_out_is_no_value() -> None:
    assert scan(xml('<row r="1048576"><c r="XFD1048576" s="1"/></row>')) == {}


def test_sheets_are_found_by_name_wherever_their_relations_point() -> None:
    found = outline(
        {
            "xl/workbook.xml": b'<w xmlns:r="u"><workbookPr date1904="1"/>'
            b'<sheet name="A" r:id="r2"/><sheet name="B" r:id="r1"/></w>',
            "xl/_rels/workbook.xml.rels": b'<R><Relationship Id="r1" Target="worksheets/one.xml"/>'
            b'<Relationship Id="r2" Target="/xl/worksheets/two.xml"/></R>',
        }
    )
    assert found.members == {"A": "xl/worksheets/two.xml", "B": "xl/worksheets/one.xml"}
    assert found.since_1904
