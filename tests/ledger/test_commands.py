"""A planned ledger on file: cards, visits and clashes, in a real encrypted store."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.models.customer import Customer, LeadClash
from db.models.ledger import LedgerImport
from db.models.visit import Visit
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.ledger.commands import Imported, ImportLedger, import_ledger
from showroom.ledger.intake import reading
from showroom.ledger.layout.choice import checked, lay_out
from showroom.ledger.queries import Imports, imports
from showroom.ledger.report import Report
from showroom.ledger.rules import plan
from showroom.staff.queries import People, people
from showroom.texts import load
from tests.ledger import books
from tests.ledger.books import AS_OF

SAMPLES = Path(__file__).parent / "samples"
HEAD = ["姓名", "电话", "车型", "级别", "来店日期", "来源", "备注", "顾问"]


def taken_in(desk: Desk, file: Path, **more: object) -> Imported:
    command = planned(file)
    return desk.write(import_ledger, ImportLedger(**{**command, **more})).value


def planned(file: Path) -> dict:
    found = reading.read(file)
    layout = checked(lay_out(found.book), found.book)
    report = Report(file.name, layout, plan(layout, AS_OF), load("zh_CN"))
    return {
        "file_name": file.name,
        "sha256": found.sha256,
        "sheet": layout.sheet.name,
        "columns": report.as_json()["columns"],
        "counts": report.counts(),
        "people": report.plan.accepted,
        "clashes": report.plan.clashes,
    }


def count(desk: Desk, table: type) -> int:
    with desk.opened.store.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def one(desk: Desk, phone: str) -> Customer:
    with desk.opened.store.read() as session:
        return session.scalars(select(Customer).where(Customer.phone == phone)).one()


def visits(desk: Desk, phone: str) -> list[tuple[date, str]]:
    with desk.opened.store.read() as session:
        rows = session.execute(
            select(Visit.business_date, Visit.kind)
            .join(Customer, Customer.id == Visit.customer_id)
            .where(Customer.phone == phone)
            .order_by(Visit.business_date)
        )
        return [(day, kind) for day, kind in rows]


def small(tmp_path: Path, *rows: list[str], name: str = "x.csv") -> Path:
    return books.delimited(tmp_path / name, [HEAD, *rows])


def test_the_sample_ledger_goes_on_file_as_its_truth_says(manager: Desk) -> None:
    truth = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))
    before = count(manager, Customer)
    made = taken_in(manager, SAMPLES / "customers.xlsx")
    assert (made.new, made.attached, made.clashes, made.visits) == (61, 0, 1, 63)
    assert count(manager, Customer) == before + 62
    for good in truth["good"]:
        if good["phone"] == truth["clash_phone"]:
            continue
        card = one(manager, good["phone"])
        assert (card.name, card.model_text) == (good["name"], good["model"])
        assert card.first_visit_on == date.fromisoformat(good["visited"])


def test_one_person_twice_is_one_card_with_both_visits_and_the_later_level(manager: Desk) -> None:
    taken_in(manager, SAMPLES / "customers.xlsx")
    card = one(manager, "13614610033")
    assert (card.name, card.level, card.first_visit_on) == ("何伟娜", "H", date(2026, 7, 23))
    assert visits(manager, "13614610033") == [
        (date(2026, 7, 23), "FIRST"),
        (date(2026, 10, 30), "REVISIT"),
    ]


def test_one_phone_under_two_names_is_two_cards_and_a_clash(manager: Desk) -> None:
    taken_in(manager, SAMPLES / "customers.xlsx")
    with manager.opened.store.read() as session:
        clash = session.scalars(select(LeadClash).where(LeadClash.phone == "15783266166")).one()
        both = Customer.id.in_([clash.customer_id, clash.other_id])
        names = set(session.scalars(select(Customer.name).where(both)))
    assert names == {"林英", "朱娟刚"}
    assert clash.verdict is None


def test_the_same_file_twice_doubles_nothing(manager: Desk) -> None:
    taken_in(manager, SAMPLES / "customers.xlsx")
    counted = [count(manager, table) for table in (Customer, Visit, LeadClash)]
    again = taken_in(manager, SAMPLES / "customers.xlsx")
    assert (again.new, again.clashes, again.visits) == (0, 0, 0)
    assert [count(manager, table) for table in (Customer, Visit, LeadClash)] == counted


def test_the_other_sample_holds_the_same_people(manager: Desk) -> None:
    taken_in(manager, SAMPLES / "customers.xlsx")
    again = taken_in(manager, SAMPLES / "customers_gb18030.csv")
    assert (again.new, again.clashes, again.visits) == (0, 0, 0)


def test_hostile_text_goes_on_file_as_text(manager: Desk) -> None:
    taken_in(manager, SAMPLES / "customers.xlsx")
    assert one(manager, "15158692369").name == '=HYPERLINK("x")'
    assert one(manager, "15158692369").note == "@SUM(1+1)"


def test_every_row_of_an_import_names_it(manager: Desk) -> None:
    made = taken_in(manager, SAMPLES / "customers.xlsx")
    line = manager.read(imports, Imports())[0]
    assert (line.id, line.file_name, line.sheet) == (made.import_id, "customers.xlsx", "客户台账")
    assert line.counts["rejected"] == 3
    with manager.opened.store.read() as session:
        for table, expected in ((Customer, 62), (Visit, 63)):
            named = select(func.count()).where(table.import_id == made.import_id)
            assert session.scalar(named) == expected


def test_an_import_is_found_again_by_its_bytes(manager: Desk) -> None:
    taken_in(manager, SAMPLES / "customers.xlsx")
    sha = reading.read(SAMPLES / "customers.xlsx").sha256
    assert [line.by for line in manager.read(imports, Imports(sha))] == ["李雯"]
    assert manager.read(imports, Imports("0" * 64)) == []


def test_a_name_on_file_already_keeps_its_card_and_gets_the_visit(
    manager: Desk, tmp_path: Path
) -> None:
    row = ["王芳", "13800138000", "XC60", "H", "2026-05-01", "网络", "先看车", ""]
    taken_in(manager, small(tmp_path, row))
    later = ["王女士", "13800138000", "S90", "A", "2026-03-01", "路过", "早先来过", ""]
    made = taken_in(manager, small(tmp_path, later, name="y.csv"))
    card = one(manager, "13800138000")
    assert (made.new, made.attached, made.visits) == (0, 1, 1)
    assert (card.name, card.model_text, card.level) == ("王芳", "XC60", "H")
    assert card.first_visit_on == date(2026, 3, 1)


def test_another_name_on_file_already_opens_a_clash(manager: Desk, tmp_path: Path) -> None:
    taken_in(manager, small(tmp_path, ["王芳", "13800138000", "", "", "", "", "", ""]))
    made = taken_in(manager, small(tmp_path, ["李雷", "13800138000"], name="y.csv"))
    assert (made.new, made.clashes) == (0, 1)


def test_what_has_no_place_on_the_card_is_kept_in_its_note(manager: Desk, tmp_path: Path) -> None:
    phones = "13800138000/13900139000/13700137000（微信同号）"
    taken_in(manager, small(tmp_path, ["王芳", phones, "", "", "", "", "喜欢白色", ""]))
    card = one(manager, "13800138000")
    assert card.phone_2 == "13900139000"
    assert card.note == "喜欢白色\n微信同号\n另有电话 13700137000"


def test_the_named_consultant_owns_the_card(manager: Desk, tmp_path: Path) -> None:
    who = next(person for person in manager.read(people, People()) if person.name == "李倩")
    taken_in(manager, small(tmp_path, ["王芳", "13800138000", "", "", "", "", "", "李倩"]))
    assert one(manager, "13800138000").owner_id == who.id


def test_a_stopped_import_leaves_nothing_behind(manager: Desk) -> None:
    def stop(done: int, _of: int) -> None:
        if done == 30:
            raise Refusal("ledger.cancelled")

    before = [count(manager, table) for table in (Customer, Visit, LedgerImport)]
    with pytest.raises(Refusal, match=r"ledger\.cancelled"):
        taken_in(manager, SAMPLES / "customers.xlsx", watch=stop)
    assert [count(manager, table) for table in (Customer, Visit, LedgerImport)] == before


def test_progress_is_told_row_by_row(manager: Desk) -> None:
    told: list[tuple[int, int]] = []
    taken_in(manager, SAMPLES / "customers.xlsx", watch=lambda *step: told.append(step))
    assert told == [(done, 62) for done in range(1, 63)]


def test_a_consultant_may_not_import(consultant: Desk) -> None:
    with pytest.raises(Refusal, match="not_permitted"):
        taken_in(consultant, SAMPLES / "customers.xlsx")
