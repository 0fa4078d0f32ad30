import sys

import pytest

from showroom.__main__ import chosen, main


def test_no_words_open_the_window():
    assert chosen([]) == ("ui.app", [])


@pytest.mark.parametrize("words", [["--data", "/somewhere"], ["--data=/somewhere"]])
def test_a_data_folder_alone_opens_the_window_on_it(words):
    assert chosen(words) == ("ui.app", words)


def test_demo_plays_the_day_with_the_words_after_it():
    assert chosen(["demo", "--json"]) == ("ui.demo", ["--json"])


def test_other_words_are_for_the_command_line():
    assert chosen(["import", "customers"]) == ("showroom.cli", ["import", "customers"])


@pytest.mark.parametrize(("returned", "code"), [(None, 0), (0, 0), (3, 3)])
def test_the_exit_code_of_the_command_is_the_launchers(monkeypatch, tmp_path, returned, code):
    (tmp_path / "spoken.py").write_text(f"def main(words): return {returned}\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("showroom.__main__.chosen", lambda words: ("spoken", words))
    monkeypatch.setattr(sys, "argv", ["showroom"])
    monkeypatch.delitem(sys.modules, "spoken", raising=False)
    assert main() == code
