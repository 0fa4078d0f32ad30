"""A quote on paper: what was issued prints again, byte for byte, whatever changed since."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from db.models.documents import Paper
from db.models.outlet import Outlet
from showroom.desk import Desk
from showroom.documents.seal import PaperKind
from showroom.quote.approvals import AskApproval, DecideApproval, ask_approval, decide_approval
from showroom.quote.commands import SaveQuote, issue_quote, save_quote, void_quote
from showroom.quote.printing import quote_pdf
from showroom.quote.queries import whole_quote
from showroom.rights import EVERYONE, allows
from showroom.staff.commands import SignIn, sign_in
from showroom.unit import Unit
from showroom.vehicle.queries import Trims, trims
from tests.conftest import PASSWORD
from tests.documents.reading import pypdf
from tests.quote.test_commands import TODAY, example_4, with_discount

__all__ = ["example_4"]


@allows(*EVERYONE)
def digests(unit: Unit, _query: None) -> list[tuple[str, str, str]]:
    rows = unit.session.execute(select(Paper.kind, Paper.doc_no, Paper.sha256))
    return [(kind, number, digest) for kind, number, digest in rows]


@allows(*EVERYONE)
def rename_everything(unit: Unit, _command: None) -> None:
    for customer in unit.session.scalars(select(Customer)):
        unit.change(customer, name="改名之后")
    for outlet in unit.session.scalars(select(Outlet)):
        outlet.address = "搬家之后"


def test_a_paper_and_its_row_come_together_and_agree(
    consultant: Desk, example_4: SaveQuote
) -> None:
    key = consultant.write(save_quote, example_4).value
    assert consultant.read(digests, None) == []
    consultant.write(issue_quote, key)
    pdf = consultant.read(quote_pdf, key)
    assert consultant.read(digests, None) == [(PaperKind.QUOTE, pdf.number, pdf.sha256)]


def test_an_issued_paper_prints_again_after_everything_changed(
    consultant: Desk, example_4: SaveQuote
) -> None:
    key = consultant.write(issue_quote, consultant.write(save_quote, example_4).value).value
    before = consultant.read(quote_pdf, key)
    consultant.write(rename_everything, None)
    assert consultant.read(quote_pdf, key) == before


def test_what_is_printed_is_what_was_quoted(consultant: Desk, example_4: SaveQuote) -> None:
    command = replace(example_4, note="䶮㛃堃喆 <b>{price}</b>")
    key = consultant.write(issue_quote, consultant.write(save_quote, command).value).value
    read = pypdf(consultant.read(quote_pdf, key))
    for said in (
        "王芳",
        "¥411,569.47",
        "人民币肆拾壹万壹仟伍佰陆拾玖元肆角柒分",
        "¥401,569.47",
        "新能源汽车减免政策2026-2027",
        "䶮㛃堃喆<b>{price}</b>",
        "NJHX-A-BJ-20261122-001",
    ):
        assert said in read


def test_a_car_without_relief_says_on_what_it_is_taxed(
    consultant: Desk, example_4: SaveQuote
) -> None:
    trim_id = petrol(consultant)
    command = replace(example_4, trim_id=trim_id, colour="玛瑙黑", lines=())
    key = consultant.write(save_quote, command).value
    assert "不含增值税价的10%" in pypdf(consultant.read(quote_pdf, key))


def petrol(desk: Desk) -> UUID:
    return next(t.id for t in desk.read(trims, Trims(TODAY)) if t.code == "XC60-B5-ZY")


def test_a_draft_is_marked_as_one_and_leaves_no_row(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(save_quote, example_4).value
    assert "预览稿，未出具" in pypdf(consultant.read(quote_pdf, key))
    assert consultant.read(digests, None) == []


def test_a_void_paper_says_so(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(issue_quote, consultant.write(save_quote, example_4).value).value
    consultant.write(void_quote, key)
    assert "已作废" in pypdf(consultant.read(quote_pdf, key))


def test_an_approved_discount_names_who_approved(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(save_quote, with_discount(example_4, 11_000)).value
    consultant.write(ask_approval, AskApproval(key, "竞品"))
    manager = sign_in(consultant, SignIn("wuhao", PASSWORD))
    manager.write(decide_approval, DecideApproval(key, approved=True))
    consultant.write(issue_quote, key)
    assert "吴昊" in pypdf(consultant.read(quote_pdf, key))
    granted = consultant.read(whole_quote, key).granted
    assert granted is not None
    assert (granted.by, granted.discount_fen) == ("吴昊", 11_000_00)
