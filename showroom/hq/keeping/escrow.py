"""HQ's keys under one recovery key, shown once: without them a backup is of no use elsewhere."""

import base64
import hashlib
import json
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from db.errors import KeyMissing, WrongKey
from db.session import new_key
from showroom.hq.store import write_private

FILE = "keys.sealed"
_LETTERS = 25
_GROUP = 5


def seal(folder: Path, secrets: dict[str, str]) -> str:
    """Write the secrets under a new recovery key (125 bits), and give it."""
    letters = base64.b32encode(new_key()).decode()[:_LETTERS]
    recovery = "-".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))
    plain = json.dumps(secrets).encode()
    write_private(folder / FILE, bytes(SecretBox(_key(recovery)).encrypt(plain)))
    return recovery


def unseal(file: Path, recovery: str) -> dict[str, str]:
    """The secrets; raises KeyMissing where the file is not, WrongKey for another recovery key."""
    try:
        told: dict[str, str] = json.loads(SecretBox(_key(recovery)).decrypt(file.read_bytes()))
    except OSError as error:
        raise KeyMissing(str(file)) from error
    except (CryptoError, ValueError) as error:
        raise WrongKey(str(file)) from error
    return told


def _key(recovery: str) -> bytes:
    plain = "".join(recovery.upper().split()).replace("-", "")
    return hashlib.blake2b(plain.encode(), digest_size=SecretBox.KEY_SIZE).digest()
