"""The key of the store, wrapped more than once: OS key store or key file, and recovery key.

`key.json` beside the store holds only wrapped keys; none of them is readable without the OS key
store, the key file, the passphrase or the recovery key it was wrapped with.
"""

import base64
import contextlib
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from db.errors import KeyMissing, WrongKey

FILE = "key.json"
_SERVICE = "showroom-desk"
_FIELDS = {"os": "name", "file": "path", "passphrase": "salt"}
_DEPOSIT = "deposit"
_RECOVERY_BYTES = 25
_GROUP = 5


@dataclass(frozen=True, slots=True)
class Keeper:
    """Where the wrapping key lives: `os`, `file` (with its path) or `passphrase` (with it)."""

    kind: str
    path: Path | None = None
    passphrase: str | None = None


def keep(folder: Path, key: bytes, keeper: Keeper) -> str:
    """Write `key.json` for a new store and return the recovery key, to be shown once."""
    recovery = _new_recovery_key()
    wraps = {"recovery": _sealed(key, _from_recovery(recovery)), keeper.kind: _wrap(key, keeper)}
    _write(folder, wraps)
    return recovery


def unlock(folder: Path, passphrase: str | None = None) -> bytes:
    """The key of the store; raises KeyMissing when its keeper does not have it, WrongKey else."""
    for kind, wrap in _read(folder).items():
        if kind == "os":
            return _opened(wrap["sealed"], _from_os(wrap["name"]))
        if kind == "file":
            return _opened(wrap["sealed"], _from_file(Path(wrap["path"])))
        if kind == "passphrase" and passphrase is not None:
            return _opened(wrap["sealed"], _from_passphrase(passphrase, wrap["salt"]))
    raise KeyMissing(str(folder))


def needs_passphrase(folder: Path) -> bool:
    """Whether a person must type the passphrase before the store opens."""
    return "passphrase" in _read(folder)


def recover(folder: Path, recovery_key: str, keeper: Keeper) -> bytes:
    """The key by one of its recovery keys, wrapped anew for `keeper`; raises WrongKey."""
    wraps = _read(folder)
    kept = {kind: wrap for kind, wrap in wraps.items() if kind not in _FIELDS}
    box = _from_recovery(recovery_key)
    key = next(filter(None, (_tried(wrap, box) for wrap in kept.values())), None)
    if key is None:
        raise WrongKey("the wrapped key does not open")
    _write(folder, {**kept, keeper.kind: _wrap(key, keeper)})
    return key


def deposit(folder: Path, key: bytes) -> str:
    """A further recovery key of the store, to be kept at HQ; the one noted at set-up stays good."""
    recovery = _new_recovery_key()
    _write(folder, {**_read(folder), _DEPOSIT: _sealed(key, _from_recovery(recovery))})
    return recovery


def os_key_store() -> bool:
    """Whether this machine has an OS key store we can use."""
    import keyring
    from keyring.backends.fail import Keyring as Fail

    return not isinstance(keyring.get_keyring(), Fail)


def _wrap(key: bytes, keeper: Keeper) -> dict[str, str]:
    if keeper.kind == "passphrase":
        salt = base64.b64encode(secrets.token_bytes(16)).decode()
        box = _from_passphrase(keeper.passphrase or "", salt)
        return {"salt": salt, "sealed": _sealed(key, box)}
    box = secrets.token_bytes(SecretBox.KEY_SIZE)
    if keeper.kind == "file":
        path = keeper.path or Path()
        _write_private(path, base64.b64encode(box))
        return {"path": str(path), "sealed": _sealed(key, box)}
    import keyring

    name = secrets.token_hex(8)
    keyring.set_password(_SERVICE, name, base64.b64encode(box).decode())
    return {"name": name, "sealed": _sealed(key, box)}


def _from_os(name: str) -> bytes:
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(_SERVICE, name)
    except KeyringError as error:
        raise KeyMissing(name) from error
    if kept is None:
        raise KeyMissing(name)
    return base64.b64decode(kept)


def _from_file(path: Path) -> bytes:
    try:
        return base64.b64decode(path.read_bytes(), validate=True)
    except (OSError, ValueError) as error:
        raise KeyMissing(str(path)) from error


def _from_passphrase(passphrase: str, salt: str) -> bytes:
    """argon2id, 64 MiB, 3 passes: a stolen file costs a guesser about 0.1 s a try."""
    return hash_secret_raw(
        passphrase.encode(), base64.b64decode(salt), 3, 65_536, 1, SecretBox.KEY_SIZE, Type.ID
    )


def _from_recovery(recovery_key: str) -> bytes:
    """The recovery key carries 125 bits, so one fast hash is enough."""
    plain = "".join(recovery_key.upper().split()).replace("-", "")
    return hashlib.blake2b(plain.encode(), digest_size=SecretBox.KEY_SIZE).digest()


def _new_recovery_key() -> str:
    """25 random base32 letters in five groups of five."""
    letters = base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode()[:_RECOVERY_BYTES]
    return "-".join(letters[i : i + _GROUP] for i in range(0, _RECOVERY_BYTES, _GROUP))


def _sealed(key: bytes, box: bytes) -> str:
    return base64.b64encode(bytes(SecretBox(box).encrypt(key))).decode()


def _opened(sealed: str, box: bytes) -> bytes:
    try:
        return SecretBox(box).decrypt(base64.b64decode(sealed))
    except (CryptoError, ValueError) as error:
        raise WrongKey("the wrapped key does not open") from error


def _tried(sealed: str, box: bytes) -> bytes | None:
    try:
        return _opened(sealed, box)
    except WrongKey:
        return None


def _read(folder: Path) -> dict[str, Any]:
    try:
        wraps: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise KeyMissing(str(folder / FILE)) from error
    if not isinstance(wraps, dict) or not all(_is_whole(*wrap) for wrap in wraps.items()):
        raise KeyMissing(str(folder / FILE))
    return dict(wraps)


def _is_whole(kind: str, wrap: object) -> bool:
    if kind not in _FIELDS:
        return isinstance(wrap, str)
    return isinstance(wrap, dict) and wrap.keys() >= {"sealed", _FIELDS[kind]}


def _write(folder: Path, wraps: dict[str, Any]) -> None:
    _write_private(folder / FILE, json.dumps(wraps, indent=1).encode())


def _write_private(path: Path, content: bytes) -> None:
    """Write a file only its owner reads, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    with contextlib.suppress(FileNotFoundError):
        partial.unlink()
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
