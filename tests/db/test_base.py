"""What every table owes: a key, an outlet, a policy, and constraints with names."""

import pytest
from sqlalchemy import BigInteger, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import db.models
from db.base import Base, Kind, part_of, policies, record
from db.types import Instant, Key

assert db.models.__all__
TABLES = Base.metadata.tables
SYNCED = sorted(name for name, policy in policies().items() if policy.kind is not Kind.LOCAL)


def test_a_table_without_a_policy_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="Stray declares no sync policy"):

        class Stray(Base, kw_only=True):
            __tablename__ = "stray"
            id: Mapped[int] = mapped_column(primary_key=True)


def test_every_table_has_a_policy() -> None:
    assert set(policies()) == set(TABLES)


@pytest.mark.parametrize("name", SYNCED)
def test_a_row_that_travels_has_one_key_and_its_outlet(name: str) -> None:
    table = TABLES[name]
    assert [column.name for column in table.primary_key] == ["id"]
    assert isinstance(table.c.id.type, Key)
    assert not table.c.outlet_id.nullable


@pytest.mark.parametrize("name", SYNCED)
def test_nothing_of_a_row_that_travels_is_unique_but_its_key(name: str) -> None:
    table = TABLES[name]
    assert [each for each in table.constraints if isinstance(each, UniqueConstraint)] == []
    assert [index.name for index in table.indexes if index.unique] == []


def test_money_is_whole_fen_and_nothing_is_a_fraction() -> None:
    columns = [column for table in TABLES.values() for column in table.columns]
    money = [column for column in columns if column.name.endswith("_fen")]
    assert len(money) > 20
    assert all(isinstance(column.type, BigInteger) for column in money)
    assert [str(column) for column in columns if isinstance(column.type, Numeric)] == []


def test_moments_are_instants() -> None:
    columns = [column for table in TABLES.values() for column in table.columns]
    moments = [column for column in columns if column.name.endswith("_at") or column.name == "at"]
    assert [str(column) for column in moments if not isinstance(column.type, Instant)] == []


@pytest.mark.parametrize("name", sorted(TABLES))
def test_each_column_of_a_group_is_a_column_of_its_table(name: str) -> None:
    grouped = {column for group in policies()[name].groups.values() for column in group}
    assert grouped - {column.name for column in TABLES[name].columns} == set()


@pytest.mark.parametrize("name", SYNCED)
def test_lines_belong_to_a_document_that_is_there(name: str) -> None:
    whole = policies()[name].part_of
    assert whole is None or policies()[whole].kind is Kind.DOCUMENT


def test_policies_say_what_they_were_made_of() -> None:
    merged = record(name=("name", "gender"), phone=("phone",))
    assert (merged.kind, list(merged.groups)) == (Kind.RECORD, ["name", "phone"])
    assert (part_of("quote").kind, part_of("quote").part_of) == (Kind.DOCUMENT, "quote")
