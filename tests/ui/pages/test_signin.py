"""What stands in the window before anybody signed in."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from showroom.errors import Trouble
from ui.kit.labels import Label
from ui.pages.signin import OpeningPage
from ui.words import use

CODES = ["store.unreachable", "store.capture_broken", "store.unsafe_folder", "store.damaged"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("code", CODES)
def test_why_the_data_did_not_open_is_told_whole(
    chinese: QApplication, qtbot: QtBot, language: str, code: str
) -> None:
    use(language, strict=True)
    page = OpeningPage(Trouble(code), lambda: None)
    qtbot.addWidget(page)
    page.resize(1093, 614)
    page.show()
    chinese.processEvents()
    told = [label for label in page.findChildren(Label) if label.wordWrap()]
    assert all(label.height() >= label.heightForWidth(label.width()) for label in told)
