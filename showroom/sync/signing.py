"""Signatures on requests and answers: who asks, what exactly, when, and once only.

A request carries four headers: the desk's id, the time (ms since 1970 UTC), a nonce and an Ed25519
signature over the method, the path with its query, the body's hash, the id, the time and the
nonce. HQ signs its answer over the request's nonce, the status and the body's hash, so that no
answer passes for another's. Letters that travel without a connection carry their signature inside.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from showroom.errors import Refusal, Trouble
from showroom.sync.wire import Message, decode

DEVICE = "x-showroom-device"
TIME = "x-showroom-time"
NONCE = "x-showroom-nonce"
SIGNATURE = "x-showroom-signature"
ANSWER = "x-showroom-answer"
MOST_SKEW_MS = 5 * 60 * 1000

NONCE_BYTES = 16
_ID_BYTES = 16
_SIGNATURE_BYTES = 64
_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked: method, path with its query, body."""

    method: str
    path: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Signed:
    """What the headers of a request say; `at` in ms since 1970 UTC."""

    device: bytes
    at: int
    nonce: bytes
    signature: bytes


class Letter(Message, frozen=True):
    """A message with its signature inside; `purpose` keeps one kind from passing for another."""

    purpose: str
    body: bytes
    signature: bytes


def sign(key: SigningKey, device: bytes, call: Call, moment: tuple[int, bytes]) -> dict[str, str]:
    """The headers of a request made at `moment`: a time in ms and a nonce never used before."""
    at, nonce = moment
    signature = key.sign(_asked(call, Signed(device, at, nonce, b""))).signature
    return {
        DEVICE: device.hex(),
        TIME: str(at),
        NONCE: nonce.hex(),
        SIGNATURE: base64.b64encode(signature).decode(),
    }


def read(headers: Mapping[str, str]) -> Signed:
    """What the headers say; raises Refusal `sync.unsigned` where they are missing or misshapen."""
    try:
        signed = Signed(
            bytes.fromhex(headers[DEVICE]),
            int(headers[TIME]),
            bytes.fromhex(headers[NONCE]),
            base64.b64decode(headers[SIGNATURE], validate=True),
        )
    except (KeyError, ValueError, binascii.Error) as error:
        raise Refusal("sync.unsigned") from error
    lengths = (len(signed.device), len(signed.nonce), len(signed.signature))
    if lengths != (_ID_BYTES, NONCE_BYTES, _SIGNATURE_BYTES) or not 0 <= signed.at < 1 << 53:
        raise Refusal("sync.unsigned")
    return signed


def check(verify_key: bytes, call: Call, signed: Signed) -> None:
    """Raise Refusal `sync.bad_signature` unless the holder of the key asked just this."""
    if not _holds(verify_key, _asked(call, signed), signed.signature):
        raise Refusal("sync.bad_signature")


def sign_answer(key: SigningKey, nonce: bytes, status: int, body: bytes) -> str:
    """The header by which a desk knows HQ's answer to its own request."""
    return base64.b64encode(key.sign(_answered(nonce, status, body)).signature).decode()


def check_answer(verify_key: bytes, header: str, answered: tuple[bytes, int, bytes]) -> None:
    """Raise Trouble `sync.untrusted_hq` unless HQ gave this answer: nonce, status and body."""
    try:
        signature = base64.b64decode(header, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Trouble("sync.untrusted_hq") from error
    if not _holds(verify_key, _answered(*answered), signature):
        raise Trouble("sync.untrusted_hq")


def letter(key: SigningKey, purpose: str, body: bytes) -> bytes:
    """A message signed inside."""
    signature = key.sign(_lettered(purpose, body)).signature
    return msgspec.msgpack.encode(Letter(purpose, body, signature))


def opened(verify_key: bytes, purpose: str, raw: bytes) -> bytes:
    """The message inside; raises Refusal `sync.malformed`, or `sync.bad_signature`."""
    said = unsealed(raw)
    if said.purpose != purpose or not _holds(
        verify_key, _lettered(purpose, said.body), said.signature
    ):
        raise Refusal("sync.bad_signature")
    return said.body


def unsealed(raw: bytes) -> Letter:
    """A letter not yet believed: for one whose sender's key stands inside it."""
    return decode(raw, Letter)


def _asked(call: Call, signed: Signed) -> bytes:
    lines = (
        "showroom-request-1", call.method, call.path, _digest(call.body), signed.device.hex(),
        str(signed.at), signed.nonce.hex(),
    )  # fmt: skip
    return "\n".join(lines).encode()


def _answered(nonce: bytes, status: int, body: bytes) -> bytes:
    return "\n".join(("showroom-answer-1", nonce.hex(), str(status), _digest(body))).encode()


def _lettered(purpose: str, body: bytes) -> bytes:
    return f"showroom-letter-1\n{purpose}\n".encode() + body


def _digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=_DIGEST_BYTES).hexdigest()


def _holds(verify_key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(verify_key).verify(message, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True
