"""What HQ's own description allows is asked of it: nothing crashes, nothing refused is stored."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from sqlalchemy import func, select

from db.headquarters import metadata
from showroom.hq.service.app import Limits, application, new_service
from tests.hq import desks

GENEROUS = Limits(join_burst=1e9, desk_burst=1e9)
ROUTES = {"/v1/sync", "/v1/rows", "/v1/join", "/v1/poke", "/health", "/metrics"}


def counted(hq):
    with hq.store.read() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in metadata.sorted_tables
        }


@pytest.fixture
def api(hq):
    desks.add(hq)
    before = counted(hq)
    yield schemathesis.openapi.from_asgi(
        "/schema/openapi.json", application(new_service(hq, GENEROUS))
    )
    assert counted(hq) == before


def test_the_description_names_every_route_and_its_problems(api):
    paths = api.raw_schema["paths"]
    assert set(paths) >= ROUTES
    assert {"401", "413", "422", "429", "503"} <= set(paths["/v1/sync"]["post"]["responses"])
    assert "application/octet-stream" in paths["/v1/sync"]["post"]["requestBody"]["content"]


def test_whatever_the_description_allows_is_answered_as_it_says(api):
    for found in api.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=12,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        def asked(case):
            # No description can say which bytes are a message.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        asked()
