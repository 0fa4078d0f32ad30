"""A workbook that is a zip: checked for bombs and passwords before any library opens it."""

import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from showroom.ledger.intake.caps import RATIO, UNZIPPED_BYTES, Unreadable

_MOST_MEMBERS = 2000
_ENCRYPTED_FLAG = 1


@dataclass(frozen=True, slots=True)
class Archive:
    """The members of a checked zip, unpacked."""

    members: dict[str, bytes]

    def repacked(self) -> bytes:
        """A plain zip of exactly these members: what a directory could lie about is gone."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_STORED) as archive:
            for name, content in self.members.items():
                archive.writestr(ZipInfo(name), content)
        return out.getvalue()


def opened(data: bytes) -> Archive:
    """The members, after the caps held; raises Unreadable for bombs, damage and passwords."""
    try:
        archive = ZipFile(BytesIO(data))
        _check_members(archive.infolist(), len(data))
        members = {member.filename: archive.read(member) for member in archive.infolist()}
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Unreadable("ledger.file_damaged") from error
    _check_kind(members)
    return Archive(members)


def _check_members(members: list[ZipInfo], packed_bytes: int) -> None:
    """The sizes the zip's directory admits to."""
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise Unreadable("ledger.file_encrypted")
    unzipped = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS or unzipped > UNZIPPED_BYTES:
        raise Unreadable("ledger.file_unzipped", most=UNZIPPED_BYTES >> 20)
    if unzipped > packed_bytes * RATIO:
        raise Unreadable("ledger.file_ratio", most=RATIO)


def _check_kind(members: dict[str, bytes]) -> None:
    if "content.xml" in members:
        _check_open_document(members)
    elif not members.keys() & {"xl/workbook.xml", "xl/workbook.bin"}:
        raise Unreadable("ledger.file_kind")


def _check_open_document(members: dict[str, bytes]) -> None:
    if b"spreadsheet" not in members.get("mimetype", b"spreadsheet"):
        raise Unreadable("ledger.file_kind")
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise Unreadable("ledger.file_encrypted")
