"""Formulas without a value in an ods."""

from showroom.ledger.intake.cells import Broken, Fault
from showroom.ledger.intake.opendocument import scan

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def test_places_follow_the_repetitions() -> None:
    xml = (
        f'<d xmlns:t="{TABLE}" xmlns:o="{OFFICE}"><t:table t:name="一">'
        '<t:table-row t:number-rows-repeated="3"/>'
        '<t:table-row><t:table-cell t:number-columns-repeated="2"/>'
        '<t:table-cell t:formula="of:=1+1"/>'
        '<t:table-cell t:formula="of:=2" o:value-type="float" o:value="2"/></t:table-row></t:table>'
        '<t:table t:name="二"><t:table-row>'
        '<t:table-cell t:formula="=A1"/></t:table-row></t:table></d>'
    )
    assert scan(xml.encode()) == {
        "一": {(3, 2): Broken(Fault.FORMULA, "=1+1")},
        "二": {(0, 0): Broken(Fault.FORMULA, "=A1")},
    }
