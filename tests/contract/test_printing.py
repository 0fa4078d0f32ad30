"""The standard terms a contract is made on: those headquarters publishes, else the shipped ones."""

from datetime import date
from io import BytesIO
from uuid import UUID

from pypdf import PdfReader

from db.in_force import PUBLISHED
from db.models.contract import TermsText
from showroom.contract.commands import MakeContract, make_contract
from showroom.contract.printing import contract_pdf
from showroom.desk import Desk
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit
from tests.contract.test_commands import making

__all__ = ["making"]
OF_2026 = date(2026, 11, 1)


@allows(*EVERYONE)
def publish(unit: Unit, since: date) -> None:
    unit.add(
        TermsText(
            id=UUID(int=1),
            outlet_id=PUBLISHED,
            kind="contract",
            version="2026-12",
            body="== 新条款\n车辆价款为 {price} 元。",
            valid_from=since,
        )
    )


def printed(desk: Desk, making: MakeContract) -> str:
    key = desk.write(make_contract, making).value
    pages = PdfReader(BytesIO(bytes(desk.read(contract_pdf, key)))).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


def test_a_contract_has_the_published_terms_in_force(
    consultant: Desk, making: MakeContract
) -> None:
    consultant.write(publish, OF_2026)
    text = printed(consultant, making)
    assert "新条款" in text
    assert "2026-12" in text


def test_terms_still_to_come_are_not_printed(consultant: Desk, making: MakeContract) -> None:
    consultant.write(publish, date(2027, 1, 1))
    assert "新条款" not in printed(consultant, making)
