import pytest

from showroom.clock import SetClock
from showroom.hq.service import limits
from showroom.hq.service.limits import Buckets, KeptNonces, SharedNonces
from showroom.sync.signing import MOST_SKEW_MS, Signed

NOW = 1_795_312_800_000


def signed(device=1, nonce=1):
    return Signed(device.to_bytes(16), NOW, nonce.to_bytes(16), b"s" * 64)


def test_a_bucket_gives_its_burst_then_fills_again(clock: SetClock):
    bucket = Buckets(clock, 3, 0.5)
    assert [bucket.take("a") for _ in range(4)] == [0, 0, 0, 2.0]
    assert bucket.take("b") == 0
    clock.advance(seconds=2)
    assert [bucket.take("a") for _ in range(2)] == [0, 2.0]
    clock.advance(days=1)
    assert [bool(bucket.take("a")) for _ in range(4)] == [False, False, False, True]


def test_buckets_of_those_long_gone_are_let_go(clock: SetClock, monkeypatch):
    monkeypatch.setattr(limits, "_MOST_KEPT", 10)
    bucket = Buckets(clock, 2, 1)
    for number in range(10):
        bucket.take(number)
    clock.advance(seconds=5)
    bucket.take("new")
    assert len(bucket._left) == 1  # noqa: SLF001


@pytest.fixture(params=["kept", "shared"])
def nonces(request, hq_store):
    return KeptNonces(NOW) if request.param == "kept" else SharedNonces(hq_store)


def test_a_nonce_is_fresh_once_for_each_desk(nonces):
    assert nonces.fresh(signed(), NOW)
    assert not nonces.fresh(signed(), NOW + 1)
    assert nonces.fresh(signed(nonce=2), NOW)
    assert nonces.fresh(signed(device=2), NOW)


def test_a_nonce_is_remembered_as_long_as_its_request_could_be_heard(nonces):
    assert nonces.fresh(signed(), NOW)
    for later in range(0, 2 * MOST_SKEW_MS + 1, MOST_SKEW_MS // 2):
        assert not nonces.fresh(signed(), NOW + later)


def test_what_a_process_heard_before_is_not_known_to_the_next(hq_store):
    assert KeptNonces(NOW).since() == NOW
    assert SharedNonces(hq_store).since() == 0
