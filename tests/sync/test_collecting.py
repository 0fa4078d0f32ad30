"""The collector rests while a message is worked, and is as it was afterwards."""

import gc

import pytest

from showroom.sync.collecting import put_off


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_is_as_it_was_when_the_last_one_is_done(was_on):
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        with put_off():
            with put_off():
                assert not gc.isenabled()
            assert not gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()
