"""A report that writes nowhere, and windows without a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from showroom import texts
from showroom.desk import Desk
from tests.ui.conftest import context_of
from ui import theme
from ui.context import Context
from ui.demo.report import Report
from ui.words import use
from ui.work import Lanes


@pytest.fixture
def lines() -> list[str]:
    """What the report said."""
    return []


@pytest.fixture
def report(lines: list[str]) -> Report:
    """An empty report in Chinese."""
    return Report(lines.append, texts.load("zh_CN"))


@pytest.fixture
def chinese(qapp: QApplication) -> QApplication:
    """The application in Chinese, light."""
    use("zh_CN", strict=True)
    theme.apply(qapp, "light")
    return qapp


@pytest.fixture
def context(manager: Desk, chinese: QApplication) -> Iterator[Context]:
    """What a page gets: the sample outlet's desk with the manager at it."""
    del chinese
    yield context_of(manager)
    Lanes.current().close()
