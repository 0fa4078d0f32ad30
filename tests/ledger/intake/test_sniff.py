"""What a file is by its content."""

import pytest

from showroom.ledger.intake.caps import Unreadable
from showroom.ledger.intake.sniff import FileKind, kind_of, utf16_without_mark

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04rest", FileKind.ZIP),
        (OLE + "Workbook".encode("utf-16-le"), FileKind.OLE),
        ("姓名,电话\n".encode(), FileKind.TEXT),
        ("姓名,电话\n".encode("gb18030"), FileKind.TEXT),
        ("姓名,电话\n".encode("utf-16"), FileKind.TEXT),
        ("姓名,电话\n王芳,13800138000\n".encode("utf-16-le"), FileKind.TEXT),
        (b"x", FileKind.TEXT),
    ],
)
def test_a_file_is_what_it_holds(data: bytes, kind: FileKind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "ledger.file_empty"),
        (b"\r\n \x00\n", "ledger.file_empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "ledger.file_encrypted"),
        (OLE + "WordDocument".encode("utf-16-le"), "ledger.file_kind"),
        (b"%PDF-1.7", "ledger.file_kind"),
        (b"\x89PNG\r\n\x1a\n", "ledger.file_kind"),
        (bytes(range(256)) * 20, "ledger.file_kind"),
        (b"\x09\x08\x10\x00", "ledger.file_kind"),
        (b"\xef\xbb\xbf<html><table>", "ledger.file_web_page"),
        (b"  <?xml version='1.0'?><Workbook>", "ledger.file_web_page"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_by_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as error:
        kind_of(data)
    assert error.value.code == code


def test_wide_text_is_known_without_its_mark() -> None:
    assert utf16_without_mark("a,1\n".encode("utf-16-be")) == "utf-16-be"
    assert utf16_without_mark(b"plain text, 12") == ""
