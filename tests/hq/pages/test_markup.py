"""Elements: text is escaped wherever it stands, markup is not escaped twice."""

from hypothesis import given
from hypothesis import strategies as st

from showroom.hq.pages.markup import Html, el, joined


def test_an_element_has_its_attributes_and_contents():
    made = el("a", "去 ", el("b", 1), href="/x?a=1&b=2", class_="x", aria_label="y", hidden=True)
    assert made == ('<a href="/x?a=1&amp;b=2" class="x" aria-label="y" hidden>去 <b>1</b></a>')


def test_what_is_none_or_false_is_left_out():
    assert el("input", name="a", value=None, checked=False) == '<input name="a">'
    assert joined(None, ["a", None, [el("br")]]) == "a<br>"


@given(st.text())
def test_no_text_ends_an_element_or_an_attribute(text):
    inside = el("p", text, title=text)
    assert inside.count("<") == 2
    assert inside.count(">") == 2
    assert inside.count('"') == 2


def test_markup_is_known_by_its_type_alone():
    assert el("p", Html("<b>")) == "<p><b></p>"
    assert el("p", "<b>") == "<p>&lt;b&gt;</p>"
