"""HTML put together from elements: whatever is not markup already is escaped."""

from collections.abc import Iterable
from html import escape
from typing import Final

_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Html(str):
    """Markup, to be put into other markup as it is."""

    __slots__ = ()


Content = None | str | int | Iterable["Content"]
Attribute = None | str | int | bool


def el(name: str, /, *inside: Content, **attributes: Attribute) -> Html:
    """An element. `class_` is the attribute `class`, `aria_label` is `aria-label`.

    An attribute of None or False is left out, one of True stands without a value.
    """
    head = f"<{name}{''.join(_attribute(*each) for each in attributes.items())}>"
    return Html(head if name in _VOID else f"{head}{joined(inside)}</{name}>")


def joined(*inside: Content) -> Html:
    """The contents one after another, text escaped."""
    return Html("".join(_text(each) for each in inside))


def _text(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, Html):
        return str(content)
    if isinstance(content, str | int):
        return escape(str(content))
    return "".join(_text(each) for each in content)


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    said = name.rstrip("_").replace("_", "-")
    return f" {said}" if value is True else f' {said}="{escape(str(value))}"'
