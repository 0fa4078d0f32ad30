"""What ties a paper to its record: kind, check code and the payload of the QR.

The check code is eight characters of a BLAKE2b digest over everything the paper was made from, so a
paper on which a figure was altered no longer agrees with the code the house recomputes from its
own record. It is no signature: anyone who has the whole record can compute it.
"""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals that are not taken for each other when read aloud or typed."""

_LENGTH = 8
_CHANGES = "standing"
"""A paper that was voided is still the same paper."""


class PaperKind(StrEnum):
    """What a paper is; stands in its QR and never changes its meaning."""

    VISIT_LOG = "VISIT_LOG"
    LEAD_CARD = "LEAD_CARD"
    DRIVE_AGREEMENT = "DRIVE_AGREEMENT"
    DRIVE_FEEDBACK = "DRIVE_FEEDBACK"
    QUOTE = "QUOTE"
    CONTRACT = "CONTRACT"
    RECEIPT = "RECEIPT"
    DAY_REPORT = "DAY_REPORT"


def check_code(kind: PaperKind, data: object) -> str:
    """The check code of a paper, e.g. `7K3M-9QTX`; the same for the same data, on every machine."""
    digest = hashlib.blake2b(_canonical(data), digest_size=16, person=kind.value[:16].encode())
    rest = int.from_bytes(digest.digest())
    letters = ""
    for _ in range(_LENGTH):
        rest, place = divmod(rest, len(ALPHABET))
        letters += ALPHABET[place]
    return f"{letters[:4]}-{letters[4:]}"


def payload(number: str, kind: PaperKind, code: str) -> str:
    """What the QR says: `number|kind|check code`."""
    return f"{number}|{kind}|{code}"


def _canonical(data: object) -> bytes:
    plain = _plain(data)
    return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple() | list():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value):
            named = (f.name for f in fields(value) if f.name != _CHANGES)
            return {name: _plain(getattr(value, name)) for name in named}
        case dict():
            return {str(key): _plain(each) for key, each in value.items()}
        case _:
            return value
