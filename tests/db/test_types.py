"""Keys and instants come back from the store as they went in."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Engine, MetaData, Table, create_engine, insert, select
from sqlalchemy.dialects.sqlite import dialect

from db.types import Instant, Key

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=ZONES)  # noqa: DTZ001
KINDS = [(Key(), UUID(int=1)), (Instant(), datetime(2026, 11, 22, tzinfo=UTC))]


@given(INSTANTS)
def test_an_instant_is_the_same_moment_in_utc_to_the_microsecond(at: datetime) -> None:
    read = Instant().process_result_value(Instant().process_bind_param(at, dialect()), dialect())
    assert read == at
    assert read is not None
    assert read.utcoffset() == timedelta(0)


@given(INSTANTS, INSTANTS)
def test_stored_instants_sort_as_moments_do(one: datetime, two: datetime) -> None:
    first, second = (Instant().process_bind_param(at, dialect()) for at in (one, two))
    assert first is not None
    assert second is not None
    assert (first < second) == (one < two)


def test_a_time_without_a_zone_is_never_stored() -> None:
    with pytest.raises(ValueError, match="zone"):
        Instant().process_bind_param(datetime(2026, 11, 22, 10, 0), dialect())  # noqa: DTZ001


@given(st.uuids(), st.uuids())
def test_keys_are_sixteen_bytes_that_sort_as_they_do(one: UUID, two: UUID) -> None:
    first, second = (Key().process_bind_param(key, dialect()) for key in (one, two))
    assert first is not None
    assert second is not None
    assert (len(first), Key().process_result_value(first, dialect())) == (16, one)
    assert (first < second) == (one < two)


@pytest.mark.parametrize(("kind", "value"), KINDS)
def test_a_database_gives_back_the_value_and_nothing_for_nothing(
    kind: Key | Instant, value: object
) -> None:
    engine: Engine = create_engine("sqlite://")
    table = Table("kept", MetaData(), Column("value", kind))
    table.create(engine)
    with engine.begin() as connection:
        connection.execute(insert(table), [{"value": value}, {"value": None}])
        assert list(connection.scalars(select(table.c.value))) == [value, None]
    engine.dispose()
