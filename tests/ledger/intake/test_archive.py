"""Zips are checked before any library opens them."""

import zipfile
from io import BytesIO

import pytest

from showroom.ledger.intake.archive import Archive, opened
from showroom.ledger.intake.caps import Unreadable
from tests.ledger.books import inline, raw_xlsx, zipped

GOOD = raw_xlsx(f'<row r="1">{inline("A1", "姓名")}</row>')


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as error:
        opened(data)
    return error.value.code


def test_a_workbook_gives_its_members_and_a_plain_zip_of_them() -> None:
    archive = opened(GOOD)
    again = zipfile.ZipFile(BytesIO(archive.repacked()))
    assert {name: again.read(name) for name in again.namelist()} == archive.members
    assert isinstance(archive, Archive)


def test_a_zip_that_unpacks_to_too_much_is_refused() -> None:
    big = zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(60 << 20)})
    assert refused(big) == "ledger.file_unzipped"


def test_a_zip_of_too_many_members_is_refused() -> None:
    many = zipped({f"xl/{number}.xml": b"x" for number in range(2001)}, zipfile.ZIP_STORED)
    assert refused(many) == "ledger.file_unzipped"


def test_a_zip_packed_beyond_belief_is_refused() -> None:
    assert refused(zipped({"xl/workbook.xml": b" " * (20 << 20)})) == "ledger.file_ratio"


def test_a_directory_that_lies_about_a_size_is_refused() -> None:
    honest = zipped({"xl/workbook.xml": b"<x/>" + b" " * 5000})
    lying = honest.replace((5004).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != honest
    assert refused(lying) == "ledger.file_damaged"


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_zip_cut_short_is_refused(cut: float) -> None:
    assert refused(GOOD[: int(len(GOOD) * cut)]) == "ledger.file_damaged"


def test_a_flipped_byte_is_refused() -> None:
    at = GOOD.index(b"xl/worksheets/sheet1.xml") + 60
    flipped = GOOD[:at] + bytes([GOOD[at] ^ 0xFF]) + GOOD[at + 1 :]
    assert refused(flipped) == "ledger.file_damaged"


def test_a_member_with_a_password_is_refused() -> None:
    locked = bytearray(GOOD)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        locked[locked.index(mark) + offset] |= 1
    assert refused(bytes(locked)) == "ledger.file_encrypted"


def test_a_document_that_is_no_sheet_is_refused() -> None:
    assert refused(zipped({"word/document.xml": b"<x/>"})) == "ledger.file_kind"
    text = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
    assert refused(zipped(text)) == "ledger.file_kind"


def test_an_ods_with_a_password_is_refused() -> None:
    members = {"content.xml": b"x", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    assert refused(zipped(members)) == "ledger.file_encrypted"
