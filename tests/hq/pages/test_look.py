"""The style sheet has the colours of the desktop, both schemes."""

import re

import pytest

import resources
from ui.tokens import colours_by_name

STYLE = resources.path("hqpage", "style.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(("scheme", "place"), [("light", 0), ("dark", 1)])
def test_every_colour_is_a_token_of_the_desktop(scheme, place):
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    said = dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", blocks[place]))
    tokens = colours_by_name(scheme)
    assert said
    assert {name: tokens[name.replace("-", "_")] for name in said} == said


def test_no_colour_is_asked_for_that_is_not_there():
    named = set(re.findall(r"var\(--([a-z-]+)\)", STYLE))
    assert named <= set(re.findall(r"--([a-z-]+):", STYLE))


def test_nothing_is_loaded_from_elsewhere():
    assert "url(" not in STYLE
    assert "@import" not in STYLE
