import sys

import pytest

from showroom.bootstrap import libraries
from showroom.bootstrap.trouble import SetupError


def test_an_absent_library_is_named():
    assert libraries.absent(frozenset({"libnothing-of-this-name.so.9"}))


def test_every_library_has_a_package_and_a_window_needs_more_than_offscreen(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    offscreen, window = libraries.wanted(window=False), libraries.wanted(window=True)
    assert offscreen < window
    assert "libxcb-cursor0" in libraries.packages_of(window - offscreen)


def test_no_system_library_is_sought_off_linux(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert libraries.wanted(window=True) == frozenset()


def test_where_packages_cannot_be_installed_one_line_to_run_is_said(monkeypatch):
    monkeypatch.setattr(libraries.shutil, "which", lambda _: None)
    with pytest.raises(SetupError) as told:
        libraries.install_packages(["libgl1", "libegl1"])
    line = str(told.value).splitlines()[-1]
    assert line.startswith("sudo apt-get update && sudo apt-get install")
    assert line.endswith("libgl1 libegl1")
