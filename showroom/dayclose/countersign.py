"""HQ's signature under a closed day: what is signed, and whether a signature holds.

A desk can rewrite its own store and every seal in it. What HQ signed it cannot: the signature is
over the seal and all it rests on, when it came, and what HQ held otherwise.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from showroom.dayclose.seal import Leaves

Differs = dict[str, dict[str, list[str]]]
"""Ids by table of the records that are `missing`, `extra` or `changed` at HQ."""
_PURPOSE: Final = "showroom.countersign.1"


@dataclass(frozen=True, slots=True)
class Statement:
    """What HQ puts its name to; ids in hex, `received_at` µs UTC.

    `hq_seq` is HQ's last sequence number when it signed. `differs` None: HQ held what was sealed.
    """

    outlet_id: str
    close_id: str
    business_date: str
    seal: str
    record_count: int
    records_hash: str
    previous_hash: str | None
    hq_seq: int
    received_at: int
    differs: Differs | None = None

    @classmethod
    def of(cls, key: bytes, close: Mapping[str, Any], **given: Any) -> "Statement":  # noqa: ANN401
        """About a close by its cells; `given` are `hq_seq`, `received_at` and `differs`."""
        return cls(
            close["outlet_id"].lower(),
            key.hex(),
            close["business_date"],
            close["seal"],
            close["record_count"],
            close["records_hash"],
            close.get("previous_hash"),
            **given,
        )

    def raw(self) -> bytes:
        """The bytes that are signed."""
        said = {"purpose": _PURPOSE, **asdict(self)}
        return json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def sign(key: SigningKey, statement: Statement) -> str:
    """HQ's signature (Ed25519), in hex."""
    return key.sign(statement.raw()).signature.hex()


def holds(public: bytes, statement: Statement, signature: str) -> bool:
    """Whether that key (32 bytes) signed exactly this."""
    try:
        VerifyKey(public).verify(statement.raw(), bytes.fromhex(signature))
    except (BadSignatureError, ValueError):
        return False
    return True


def differences(sealed: Leaves, held: Leaves) -> Differs | None:
    """How what is held differs from what was sealed; None when it does not."""
    told = {
        "missing": _apart(sealed, held),
        "extra": _apart(held, sealed),
        "changed": {
            table: [key for key, leaf in rows.items() if held.get(table, {}).get(key, leaf) != leaf]
            for table, rows in sealed.items()
        },
    }
    named = {how: {t: sorted(keys) for t, keys in by.items() if keys} for how, by in told.items()}
    return {how: by for how, by in named.items() if by} or None


def _apart(these: Leaves, those: Leaves) -> dict[str, list[str]]:
    return {t: [key for key in rows if key not in those.get(t, {})] for t, rows in these.items()}
