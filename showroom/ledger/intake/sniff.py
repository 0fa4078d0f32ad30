"""What a file is by its content, whatever its name ends in."""

from enum import Enum, auto

from showroom.ledger.intake.caps import Unreadable

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_LOOKED_AT = 4096
_FIRST_PRINTABLE = 32


class FileKind(Enum):
    """Which reader takes the file."""

    ZIP = auto()
    OLE = auto()
    TEXT = auto()


def kind_of(data: bytes) -> FileKind:
    """The kind of a file; raises Unreadable for an empty, encrypted or foreign one."""
    if not data.strip(b"\x00\t\r\n "):
        raise Unreadable("ledger.file_empty")
    if data.startswith(b"PK"):
        return FileKind.ZIP
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(_FOREIGN) or _is_binary(data):
        raise Unreadable("ledger.file_kind")
    if _is_markup(data):
        raise Unreadable("ledger.file_web_page")
    return FileKind.TEXT


def _ole(data: bytes) -> FileKind:
    """An old workbook; a new one with a password is wrapped in the same container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("ledger.file_encrypted")
    streams = ("Workbook", "Book")
    if not any(name.encode("utf-16-le") in data for name in streams):
        raise Unreadable("ledger.file_kind")
    return FileKind.OLE


def _is_markup(data: bytes) -> bool:
    """Dealer systems export web pages and name them .xls."""
    head = data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head"))


def _is_binary(data: bytes) -> bool:
    """Control bytes no ledger holds; UTF-16 text has every other byte zero and is none."""
    head = data[:_LOOKED_AT]
    if head.startswith(_BIFF):
        return True
    if head.startswith(_BYTE_ORDER_MARKS) or utf16_without_mark(head):
        return False
    odd = sum(
        byte < _FIRST_PRINTABLE and byte not in b"\t\n\r\x0b\x0c\x1a\x1c\x1e\x1f" for byte in head
    )
    return odd * 20 > len(head)


def utf16_without_mark(head: bytes) -> str:
    """`utf-16-le` or `utf-16-be` when line ends and commas are spelt that way, else nothing."""
    for name in ("utf-16-le", "utf-16-be"):
        units = [head[i : i + 2] for i in range(0, len(head) - 1, 2)]
        marks = {char.encode(name) for char in "\n\r,;\t0123456789"}
        if units and sum(unit in marks for unit in units) * 10 > len(units):
            return name
    return ""
