"""How a desk comes to HQ: the invitation it is given, what it asks, what it is told.

The invitation is one line to paste or a small file. Request and answer are letters (`signing`),
signed by the desk's and by HQ's key, so that they travel by a file as well as by HTTPS.
"""

import base64
import binascii
import hashlib
import textwrap

import msgspec
from nacl.signing import SigningKey

from showroom.errors import Refusal
from showroom.sync import signing
from showroom.sync.wire import Message, decode

INVITATION = "showroom-invitation-1:"
REQUEST = "join-request"
ANSWER = "join-answer"

_CODE_LETTERS = 12
_GROUP = 4
_PEM_COLUMNS = 64
_LOOK_ALIKE = str.maketrans("018", "OIB", "- \u3000")
_CHECK_BYTES = 4


class Invitation(Message, frozen=True):
    """HQ's address and keys, the authority its certificate must come from, a one-time code.

    `authorities` are DER certificates: the one in use, then the one held in reserve. `url` is empty
    where HQ is reached by files only; `expires_at` in ms since 1970 UTC.
    """

    url: str
    hq_id: bytes
    sign_key: bytes
    box_key: bytes
    authorities: list[bytes]
    outlet: str
    outlet_name: str
    code: str
    expires_at: int

    @property
    def authority_pem(self) -> str:
        """The authorities as PEM, empty when there are none."""
        return "".join(map(_pem, self.authorities))


class JoinRequest(Message, frozen=True):
    """What a desk asks to be: ids are 16 bytes, `sign_key` its public Ed25519 key.

    `has_records` says whether its store holds customers already; `escrow` is the recovery key of
    its store sealed to HQ's box key, or empty. `earlier` is the answer it joined by before, for an
    HQ restored from a backup that lacks it: then no code is needed.
    """

    version: int
    device: bytes
    life: bytes
    sign_key: bytes
    outlet: str
    outlet_id: bytes
    has_records: bool
    code: str
    app: str
    schema: str
    escrow: bytes = b""
    earlier: bytes = b""


class JoinAnswer(Message, frozen=True):
    """What the desk is from now on: `desk_code` its letter in the outlet, `buckets` it may read.

    `kind` is S4 or TIER2; `now` in ms since 1970 UTC.
    """

    hq_id: bytes
    epoch: bytes
    now: int
    device: bytes
    sign_key: bytes
    outlet: str
    outlet_id: bytes
    outlet_name: str
    kind: str
    policy_group: str
    zone: str
    desk_code: str
    buckets: list[str]


def written(invitation: Invitation) -> str:
    """The invitation as one line; it ends in a check, so that a cut one is told."""
    raw = msgspec.msgpack.encode(invitation)
    return INVITATION + base64.urlsafe_b64encode(raw + _check(raw)).decode().rstrip("=")


def read_invitation(text: str) -> Invitation:
    """The invitation in pasted text, spaces and line breaks and all.

    Raises:
        Refusal: `sync.invitation_unreadable`.
    """
    plain = "".join(text.split())
    _, mark, line = plain.partition(INVITATION)
    try:
        raw = base64.b64decode(line + "=" * (-len(line) % 4), b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise Refusal("sync.invitation_unreadable", field="invitation") from error
    body, check = raw[:-_CHECK_BYTES], raw[-_CHECK_BYTES:]
    if not mark or check != _check(body):
        raise Refusal("sync.invitation_unreadable", field="invitation")
    return decode(body, Invitation)


def code_of(random: bytes) -> str:
    """A one-time code of 60 bits to be typed: `ABCD-EFGH-IJKL`, of A to Z and 2 to 7."""
    if len(random) * 8 < _CODE_LETTERS * 5:
        raise ValueError("too few random bytes")
    letters = base64.b32encode(random).decode()[:_CODE_LETTERS]
    return "-".join(letters[at : at + _GROUP] for at in range(0, _CODE_LETTERS, _GROUP))


def plain_code(typed: str) -> str:
    """A typed code as HQ compares it: 0, 1 and 8 are not used, so O, I and B are meant."""
    return typed.upper().translate(_LOOK_ALIKE).strip()


def asked(key: SigningKey, request: JoinRequest) -> bytes:
    """The request as a letter."""
    return signing.letter(key, REQUEST, msgspec.msgpack.encode(request))


def read_request(raw: bytes) -> JoinRequest:
    """The request in a letter, signed by the very key it asks to be known by.

    Raises:
        Refusal: `sync.malformed`, `sync.bad_signature`.
    """
    request = decode(signing.unsealed(raw).body, JoinRequest)
    signing.opened(request.sign_key, REQUEST, raw)
    return request


def answered(key: SigningKey, answer: JoinAnswer) -> bytes:
    """The answer as a letter of HQ."""
    return signing.letter(key, ANSWER, msgspec.msgpack.encode(answer))


def read_answer(hq_key: bytes, raw: bytes) -> JoinAnswer:
    """The answer in HQ's letter; raises Refusal `sync.malformed`, `sync.bad_signature`."""
    return decode(signing.opened(hq_key, ANSWER, raw), JoinAnswer)


def _pem(der: bytes) -> str:
    """A certificate as text (RFC 7468)."""
    body = "\n".join(textwrap.wrap(base64.b64encode(der).decode(), _PEM_COLUMNS))
    return f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"


def _check(raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=_CHECK_BYTES).digest()
