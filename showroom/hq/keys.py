"""HQ's own keys: what desks know it by, what they seal to it, and what it hashes phones with."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nacl.public import PrivateKey
from nacl.signing import SigningKey

from db.errors import KeyMissing
from db.session import new_key
from showroom.hq.store import write_private

FILE = "hq-keys.json"
_BYTES = 32


@dataclass(frozen=True, slots=True)
class HqKeys:
    """Signs (Ed25519), opens what is sealed to HQ (X25519), and keeps one secret of its own."""

    sign: SigningKey = field(repr=False)
    box: PrivateKey = field(repr=False)
    secret: bytes = field(repr=False)

    @classmethod
    def of(cls, sign: bytes, box: bytes, secret: bytes) -> "HqKeys":
        """From three seeds of 32 bytes."""
        return cls(SigningKey(sign), PrivateKey(box), secret)

    @property
    def sign_key(self) -> bytes:
        """The public key desks check HQ's signatures by, 32 bytes."""
        return bytes(self.sign.verify_key)

    @property
    def box_key(self) -> bytes:
        """The public key desks seal to, 32 bytes."""
        return bytes(self.box.public_key)

    @property
    def phone(self) -> bytes:
        """The key of the hash by which the same phone is found in two outlets."""
        return self.derived("phone")

    def derived(self, purpose: str) -> bytes:
        """32 bytes for one purpose, telling nothing of the secret or of another purpose."""
        return hashlib.blake2b(purpose.encode(), key=self.secret, digest_size=_BYTES).digest()


def make(folder: Path) -> HqKeys:
    """New keys, kept in a file only its owner reads."""
    keys = HqKeys.of(new_key(), new_key(), new_key())
    save(folder, keys)
    return keys


def save(folder: Path, keys: HqKeys) -> None:
    """Keep them in a file only its owner reads."""
    write_private(folder / FILE, json.dumps(seeds(keys)).encode())


def load(folder: Path) -> HqKeys:
    """The keys in the folder; raises KeyMissing."""
    try:
        told: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return from_seeds(told)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeyMissing(str(folder / FILE)) from error


def seeds(keys: HqKeys) -> dict[str, str]:
    """The keys as text, for their file and for escrow."""
    return {
        "sign": bytes(keys.sign).hex(),
        "box": bytes(keys.box).hex(),
        "secret": keys.secret.hex(),
    }


def from_seeds(told: dict[str, str]) -> HqKeys:
    """The keys of `seeds`; raises KeyError, ValueError."""
    return HqKeys.of(*(bytes.fromhex(told[name]) for name in ("sign", "box", "secret")))
