"""Papers on screen."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from pytestqt.qtbot import QtBot

from tests.ui.conftest import HeldMemory
from ui.kit.preview import Preview


@pytest.fixture
def paper() -> bytes:
    writer, held = PdfWriter(), BytesIO()
    for _ in range(3):
        writer.add_blank_page(595, 842)
    writer.write(held)
    return held.getvalue()


@pytest.fixture
def preview(chinese: object, qtbot: QtBot, paper: bytes) -> Preview:
    del chinese
    made = Preview(paper, "NJHX-A-HT-20261122-003.pdf", HeldMemory())
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_pages_are_counted_and_turned_by_key(preview: Preview, qtbot: QtBot) -> None:
    assert preview.pages == 3
    assert preview.place.text() == "第 1 / 3 页"
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.place.text() == "第 2 / 3 页"


def test_zoom_by_key(preview: Preview, qtbot: QtBot) -> None:
    before = preview.view.zoomFactor()
    qtbot.keyClick(preview, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoomFactor() > before


def test_no_printer_offers_to_save(preview: Preview, qtbot: QtBot) -> None:
    if QPrinterInfo.availablePrinterNames():
        pytest.skip("this machine has a printer")
    qtbot.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "打印机" in preview.banner.text
    assert "另存为" in preview.banner.offers[0].text()


def test_a_saved_paper_is_the_paper(preview: Preview, paper: bytes, tmp_path: Path) -> None:
    preview.save_to(tmp_path / "合同.pdf")
    assert (tmp_path / "合同.pdf").read_bytes() == paper
    preview.save_to(tmp_path / "none" / "合同.pdf")
    assert "没能写入" in preview.banner.text
