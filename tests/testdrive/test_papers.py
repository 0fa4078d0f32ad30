"""The papers of a drive say what is on record, and go on saying it."""

import pytest
from sqlalchemy import select

from db.models.documents import Paper
from db.models.testdrive import DriveAgreement
from showroom.customer.commands import EditCard, edit_card
from showroom.desk import Desk
from showroom.rights import EVERYONE, allows
from showroom.terms import DriveMode
from showroom.testdrive.commands import draft_agreement, ride_only, sign
from showroom.testdrive.papers import agreement_paper, feedback_paper
from showroom.testdrive.queries import drive
from showroom.unit import Unit
from tests.documents.reading import pypdf, squeezed
from tests.testdrive.bookings import (
    LICENCE,
    booked,
    car,
    driven,
    guest,
    local,
    refused,
    signing,
    spoken,
)


@allows(*EVERYONE)
def papers_on_file(unit: Unit, _query: None) -> list[tuple[str, str, str]]:
    rows = unit.session.execute(select(Paper.doc_no, Paper.check_code, Paper.sha256))
    return [(number, code, digest) for number, code, digest in rows]


@allows(*EVERYONE)
def agreements(unit: Unit, _query: None) -> int:
    return len(list(unit.session.scalars(select(DriveAgreement.id))))


@pytest.fixture
def key(consultant: Desk):
    """A drive at 14:00, booked for 王芳."""
    return booked(consultant, guest(consultant), local(14))


def test_the_agreement_says_what_is_on_record(consultant: Desk, key) -> None:
    consultant.write(sign, signing(key))
    read = pypdf(consultant.read(agreement_paper, key))
    shown = car(consultant)
    for said in (
        "王芳", "13900000000", "110105********002X", "C1", "2018-05-01", "2028-05-01",
        shown.plate, f"{shown.model} {shown.trim} {shown.colour}", "A线 8km 城市+快速路", "李倩",
        f"出车{shown.odometer_km:,}公里", "左前轮毂有两处轻微划痕", "2026-11-22",
    ):  # fmt: skip
        assert squeezed(said or "") in read
    assert LICENCE not in read


def test_the_paper_on_file_is_the_paper_printed_again(consultant: Desk, key) -> None:
    consultant.write(sign, signing(key))
    first = consultant.read(agreement_paper, key)
    on_file = consultant.read(papers_on_file, None)
    assert on_file == [(first.number, first.check_code, first.sha256)]
    line = consultant.read(drive, key)
    assert line is not None
    consultant.write(edit_card, EditCard(customer_id=line.customer_id, name="王芳芳"))
    assert consultant.read(agreement_paper, key) == first


def test_a_name_that_cannot_be_printed_writes_nothing(consultant: Desk, key) -> None:
    no = refused(lambda: consultant.write(sign, signing(key, driver_name="王𪚥")))
    assert no.code == "documents.no_glyph"
    assert no.facts["character"] == "𪚥"
    assert no.facts["field"] == "driver_name"
    assert consultant.read(agreements, None) == 0
    assert consultant.read(papers_on_file, None) == []
    consultant.write(sign, signing(key, driver_name="王䶮㛃堃喆"))
    assert consultant.read(agreement_paper, key).number.endswith("-001")
    assert "王䶮㛃堃喆" in pypdf(consultant.read(agreement_paper, key))


def test_a_draft_is_shown_before_anything_is_written(consultant: Desk, key) -> None:
    draft = consultant.read(draft_agreement, signing(key))
    assert "王芳" in pypdf(draft)
    assert consultant.read(agreements, None) == 0
    assert refused(lambda: consultant.read(agreement_paper, key)).code == "testdrive.unsigned"


def test_a_ride_says_so_and_names_no_licence(consultant: Desk, key) -> None:
    consultant.write(ride_only, key)
    consultant.write(sign, signing(key, licence_no="", licence_class=None, first_issue_date=None,
                                   licence_valid_to=None))  # fmt: skip
    line = consultant.read(drive, key)
    assert line is not None
    assert line.mode is DriveMode.RIDE
    assert "方式试乘" in pypdf(consultant.read(agreement_paper, key))


def test_the_feedback_form_says_what_was_said(consultant: Desk, key) -> None:
    driven(consultant, key)
    assert refused(lambda: consultant.read(feedback_paper, key)).code == "testdrive.nothing_said"
    spoken(consultant, key)
    read = pypdf(consultant.read(feedback_paper, key))
    for said in ("王芳", "动力●5", "空间●3", "起步安静", "后排偏直", "14天", "A级"):
        assert said in read
    assert consultant.read(agreement_paper, key).number in read


def test_feedback_is_given_once(consultant: Desk, key) -> None:
    driven(consultant, key)
    spoken(consultant, key)
    assert refused(lambda: spoken(consultant, key)).code == "testdrive.feedback_given"
