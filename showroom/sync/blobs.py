"""Attachments as files: known by the blake2b-256 of their bytes, sealed at rest, grown by parts.

Desk and HQ keep them alike, each under a key of its own. A file is a row of sealed chunks, so that
any part can be added or read without the rest. Names given by people never touch the disk.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from db.files import make_folder, put_at
from showroom.errors import Refusal, Trouble

CHUNK = 256 * 1024
PART = 4 * CHUNK
MOST_BYTES = 20 * 1024 * 1024
COUNT_BYTES = 8
PATH = "/v1/blob"

_SEALED = CHUNK + SecretBox.NONCE_SIZE + SecretBox.MACBYTES
_NAME = re.compile(r"[0-9a-f]{64}")
_MOST_NAME = 120
_UNSHOWN = re.compile(
    '[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\\\\/:*?"<>|]+'
)
_KINDS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
)


def name_of(content: bytes) -> str:
    """What content is known by."""
    return hashlib.blake2b(content, digest_size=32).hexdigest()


def is_name(text: str) -> bool:
    """Whether this can be the name of an attachment."""
    return _NAME.fullmatch(text) is not None


def media_of(content: bytes) -> str:
    """What the bytes show themselves to be; raises Refusal `blob.kind` but for PDF and photos."""
    for at, mark, media in _KINDS:
        if content[at : at + len(mark)] == mark:
            return media
    raise Refusal("blob.kind", field="file")


def shown_name(given: str) -> str:
    """A name as it may be shown: no path, no control or direction marks, not endless."""
    plain = _UNSHOWN.sub(" ", given.replace("\\", "/").rsplit("/", 1)[-1])
    return " ".join(plain.split())[:_MOST_NAME].strip(". ") or "-"


def checked(content: bytes) -> str:
    """The media of what may be attached; raises Refusal `blob.empty`, `too_large`, `kind`."""
    if not content:
        raise Refusal("blob.empty", field="file")
    if len(content) > MOST_BYTES:
        raise Refusal("blob.too_large", field="file", most=MOST_BYTES // 1024 // 1024)
    return media_of(content)


@dataclass(frozen=True, slots=True)
class Files:
    """The attachments in one folder, sealed under one key. Methods raise OSError of the disk."""

    folder: Path
    key: bytes

    def kept(self, name: str) -> bool:
        """Whether the whole of it lies here."""
        return self._path(name).exists()

    def have(self, name: str) -> int:
        """How many bytes of one that is not whole lie here; whole chunks only."""
        try:
            size = self._partial(name).stat().st_size
        except OSError:
            return 0
        return size // _SEALED * CHUNK

    def add(self, name: str, at: int, content: bytes, size: int) -> bool:
        """Add a part from `at` on, which begins a chunk; True once all `size` bytes are there.

        Raises:
            Refusal: `blob.differs` when what is whole is not what its name says; it is gone then.
        """
        make_folder(self._path(name).parent)
        place = at // CHUNK * _SEALED
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            place = put_at(self._partial(name), place, self._sealed(name, chunk))
        if at + len(content) < size:
            return False
        if self._digest(name) != name:
            self._partial(name).unlink()
            raise Refusal("blob.differs")
        self._partial(name).replace(self._path(name))
        return True

    def keep(self, content: bytes) -> str:
        """Keep content whole; its name."""
        name = name_of(content)
        if not self.kept(name):
            self.add(name, 0, content, len(content))
        return name

    def read(self, name: str, at: int = 0, most: int = MOST_BYTES) -> bytes:
        """Bytes of one that is whole, from the chunk on that `at` begins.

        Raises:
            Trouble: `blob.missing` when it does not lie here, `blob.damaged`.
        """
        try:
            with self._path(name).open("rb") as file:
                file.seek(at // CHUNK * _SEALED)
                sealed = file.read(-(-most // CHUNK) * _SEALED)
        except OSError as error:
            raise Trouble("blob.missing") from error
        return b"".join(self._opened(sealed))

    def forget(self, name: str) -> None:
        """Let it go, whole or in part."""
        self._path(name).unlink(missing_ok=True)
        self._partial(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """All that lie here, whole or in part."""
        for path in self.folder.glob("??/*"):
            if is_name(path.stem):
                yield path.stem

    def _digest(self, name: str) -> str:
        found = hashlib.blake2b(digest_size=32)
        with self._partial(name).open("rb") as file:
            while sealed := file.read(_SEALED):
                for chunk in self._opened(sealed):
                    found.update(chunk)
        return found.hexdigest()

    def _sealed(self, name: str, chunk: bytes) -> bytes:
        """The nonce is made of the content, so that none ever serves two."""
        told = name.encode() + chunk
        nonce = hashlib.blake2b(told, key=self.key, digest_size=SecretBox.NONCE_SIZE).digest()
        return bytes(SecretBox(self.key).encrypt(chunk, nonce))

    def _opened(self, sealed: bytes) -> Iterator[bytes]:
        box = SecretBox(self.key)
        for start in range(0, len(sealed), _SEALED):
            try:
                yield box.decrypt(sealed[start : start + _SEALED])
            except (CryptoError, ValueError) as error:
                raise Trouble("blob.damaged") from error

    def _path(self, name: str) -> Path:
        if not is_name(name):
            raise Refusal("sync.not_found")
        return self.folder / name[:2] / name

    def _partial(self, name: str) -> Path:
        return self._path(name).with_suffix(".part")
