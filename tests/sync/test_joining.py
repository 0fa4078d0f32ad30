import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from showroom.errors import Failure, Refusal
from showroom.sync import joining, signing
from showroom.sync.joining import Invitation, JoinAnswer, JoinRequest

KEY = SigningKey(b"k" * 32)
INVITATION = Invitation(
    "https://hq.example:8443", b"H" * 16, b"s" * 32, b"b" * 32, [b"DER"], "NJHX", "南京河西店",
    "ABCD-EFGH-IJKL", 1_795_312_800_000,
)  # fmt: skip
REQUEST = JoinRequest(
    1, b"d" * 16, b"l" * 16, bytes(KEY.verify_key), "NJHX", b"o" * 16, True, "ABCD", "0.1", "0001"
)  # fmt: skip
ANSWER = JoinAnswer(
    b"H" * 16, b"E" * 16, 1, b"d" * 16, b"s" * 32, "NJHX", b"o" * 16, "南京河西店", "S4", "east",
    "Asia/Shanghai", "A", ["hq"],
)  # fmt: skip


def test_an_invitation_is_read_as_it_was_written():
    assert joining.read_invitation(joining.written(INVITATION)) == INVITATION


def test_a_pasted_invitation_may_be_wrapped_and_stand_among_words():
    line = joining.written(INVITATION)
    wrapped = "\r\n ".join(line[at : at + 40] for at in range(0, len(line), 40))
    assert joining.read_invitation(f"邀请:\n {wrapped}\n\n") == INVITATION


@pytest.mark.parametrize("text", ["", "hello", "showroom-invitation-1:", "showroom-invitation-1:é"])
def test_other_text_is_no_invitation(text):
    with pytest.raises(Refusal, match="invitation_unreadable"):
        joining.read_invitation(text)


def test_a_cut_or_mistyped_invitation_is_told_not_followed():
    line = joining.written(INVITATION)
    for spoilt in (line[:-1], line[:-9], line[:60] + line[61:], line[:60] + "A_"[line[60] == "A"]
                   + line[61:]):  # fmt: skip
        with pytest.raises(Refusal, match="invitation_unreadable"):
            joining.read_invitation(spoilt)


@given(st.text(max_size=80))
def test_whatever_is_pasted_is_answered_in_words(text):
    with pytest.raises(Failure):
        joining.read_invitation(joining.INVITATION + text)


def test_the_authorities_come_as_pem():
    assert INVITATION.authority_pem.startswith("-----BEGIN CERTIFICATE-----")
    assert msgspec.structs.replace(INVITATION, authorities=[]).authority_pem == ""


def test_a_code_carries_sixty_bits_and_is_read_as_people_type_it():
    code = joining.code_of(bytes(range(40)))
    assert code == "AAAQ-EAYE-AUDA"
    assert len({joining.code_of(bytes([n]) * 8) for n in range(256)}) == 256
    assert joining.plain_code(" aaaq eaye auda ") == joining.plain_code(code) == "AAAQEAYEAUDA"
    assert joining.plain_code("0I8O-1BBO-oi8b") == "OIBOIBBOOIBB"
    with pytest.raises(ValueError, match="few"):
        joining.code_of(b"1234567")


def test_a_request_is_signed_by_the_key_it_names():
    assert joining.read_request(joining.asked(KEY, REQUEST)) == REQUEST
    with pytest.raises(Refusal, match="bad_signature"):
        joining.read_request(joining.asked(SigningKey(b"o" * 32), REQUEST))


def test_an_answer_is_believed_of_hq_alone():
    raw = joining.answered(KEY, ANSWER)
    assert joining.read_answer(bytes(KEY.verify_key), raw) == ANSWER
    with pytest.raises(Refusal, match="bad_signature"):
        joining.read_answer(bytes(SigningKey(b"o" * 32).verify_key), raw)
    with pytest.raises(Refusal, match="bad_signature"):
        joining.read_answer(bytes(KEY.verify_key), joining.asked(KEY, REQUEST))


@given(st.binary(max_size=200))
def test_whatever_comes_as_a_request_is_refused_in_words(body):
    with pytest.raises(Failure):
        joining.read_request(signing.letter(KEY, joining.REQUEST, body))
