import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from showroom.errors import Failure, Refusal, Trouble
from showroom.sync import signing
from showroom.sync.signing import Call

KEY = SigningKey(b"k" * 32)
PUBLIC = bytes(KEY.verify_key)
OTHER = bytes(SigningKey(b"o" * 32).verify_key)
CALL = Call("POST", "/v1/sync?x=1", b"body")
MOMENT = (1_795_312_800_000, b"n" * 16)


def headers():
    return signing.sign(KEY, b"d" * 16, CALL, MOMENT)


def test_a_signed_request_is_known_as_its_senders():
    said = signing.read(headers())
    signing.check(PUBLIC, CALL, said)
    assert (said.device, said.at, said.nonce) == (b"d" * 16, *MOMENT)


@pytest.mark.parametrize(
    "call",
    [
        Call("PUT", CALL.path, CALL.body),
        Call(CALL.method, "/v1/sync?x=2", CALL.body),
        Call(CALL.method, CALL.path, b"bodY"),
    ],
)
def test_a_signature_holds_for_nothing_but_what_was_signed(call):
    with pytest.raises(Refusal, match="bad_signature"):
        signing.check(PUBLIC, call, signing.read(headers()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (signing.TIME, str(MOMENT[0] + 1)),
        (signing.NONCE, "00" * 16),
        (signing.DEVICE, "00" * 16),
    ],
)
def test_a_changed_header_breaks_the_signature(name, value):
    with pytest.raises(Refusal, match="bad_signature"):
        signing.check(PUBLIC, CALL, signing.read({**headers(), name: value}))


def test_another_key_is_another_sender():
    with pytest.raises(Refusal, match="bad_signature"):
        signing.check(OTHER, CALL, signing.read(headers()))


@pytest.mark.parametrize("name", [signing.DEVICE, signing.TIME, signing.NONCE, signing.SIGNATURE])
@pytest.mark.parametrize("value", [None, "", "zz", "-1", "é", "9" * 40, "ab" * 100])
def test_headers_of_another_shape_are_no_signature(name, value):
    told = {**headers(), name: value}
    if value is None:
        del told[name]
    with pytest.raises(Refusal, match="unsigned"):
        signing.read(told)


def test_an_answer_is_good_for_its_own_request_only():
    header = signing.sign_answer(KEY, b"n" * 16, 200, b"answer")
    signing.check_answer(PUBLIC, header, (b"n" * 16, 200, b"answer"))
    for wrong in (
        (b"m" * 16, 200, b"answer"),
        (b"n" * 16, 201, b"answer"),
        (b"n" * 16, 200, b"anSwer"),
    ):
        with pytest.raises(Trouble, match="untrusted_hq"):
            signing.check_answer(PUBLIC, header, wrong)
    with pytest.raises(Trouble, match="untrusted_hq"):
        signing.check_answer(OTHER, header, (b"n" * 16, 200, b"answer"))
    with pytest.raises(Trouble, match="untrusted_hq"):
        signing.check_answer(PUBLIC, "not base64!", (b"n" * 16, 200, b"answer"))


def test_a_letter_of_one_purpose_does_not_pass_for_another():
    raw = signing.letter(KEY, "join-request", b"words")
    assert signing.opened(PUBLIC, "join-request", raw) == b"words"
    with pytest.raises(Refusal, match="bad_signature"):
        signing.opened(PUBLIC, "join-answer", raw)
    with pytest.raises(Refusal, match="bad_signature"):
        signing.opened(OTHER, "join-request", raw)


@given(st.binary(max_size=200))
def test_whatever_comes_as_a_letter_is_refused_in_words(raw):
    with pytest.raises(Failure):
        signing.opened(PUBLIC, "join-request", raw)


@given(st.integers(0, 255), st.integers(0))
def test_a_letter_with_a_byte_changed_is_never_believed(byte, place):
    raw = bytearray(signing.letter(KEY, "p", b"words of HQ"))
    place %= len(raw)
    if raw[place] == byte:
        return
    raw[place] = byte
    with pytest.raises(Failure):
        signing.opened(PUBLIC, "p", bytes(raw))
