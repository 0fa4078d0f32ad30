"""A real HQ bears desks that sync at once, on both stores."""

import pytest

from showroom.simulate.bench.load import Load, bear


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_desks_that_sync_at_once_all_get_their_rows_stored(store, request):
    database = request.getfixturevalue("postgres_url") if store == "postgresql" else ""
    borne = bear(Load(desks=4, requests=2, changes=3, outlets=2), database)
    assert (borne.requests, borne.rows, borne.errors) == (8, 24, 0)
