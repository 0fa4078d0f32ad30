"""The document round every page: head, navigation, who is signed in, the language."""

from typing import Final

from showroom.hq.pages.asked import Asked, Page
from showroom.hq.pages.markup import Html, el, joined
from showroom.hq.pages.parts import ROOT, button_form, link

PLACES: Final = ("board", "desks", "disputes", "claims", "enrol", "publications", "state")
_HTML_LANG: Final = {"zh_CN": "zh-CN", "en": "en"}
_OTHER: Final = {"zh_CN": "en", "en": "zh"}


def document(asked: Asked, page: Page, style: str) -> str:
    """The whole document; `style` is where the style sheet is found."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", f"{page.title} · {asked.say('title')}"),
        el("link", rel="stylesheet", href=style),
        el("link", rel="icon", href=f"{ROOT}/icon.svg", type="image/svg+xml"),
    )
    body = el(
        "body",
        el("a", asked.say("skip"), href="#main", class_="skip"),
        _top(asked),
        _places(asked, page) if asked.person else None,
        el("main", el("h1", page.title), page.body, id="main", tabindex=-1),
        class_=None if asked.person else "alone",
    )
    return "<!doctype html>\n" + el("html", head, body, lang=_HTML_LANG[asked.words.language])


def _top(asked: Asked) -> Html:
    code = _OTHER[asked.words.language]
    path = asked.path if asked.path.startswith(f"{ROOT}/") else f"{ROOT}/sign-in"
    word = asked.say("other_language")
    language = el("a", word, href=f"{path}?lang={code}", lang=code, class_="language")
    return el("header", el("span", asked.say("title"), class_="brand"), language, _who(asked),
              class_="top")  # fmt: skip


def _who(asked: Asked) -> Html | None:
    if asked.person is None:
        return None
    role = asked.say(f"role_{asked.person.role.lower()}")
    return el(
        "div",
        el("span", asked.person.name, el("small", role), class_="who"),
        button_form(asked, "/sign-out", asked.say("sign_out"), "quiet"),
        class_="me",
    )


def _places(asked: Asked, page: Page) -> Html:
    links = [
        el("li", el("a", asked.say(f"place_{place}"), href=f"{ROOT}/{place}",
                    aria_current="page" if page.place == place else None))
        for place in PLACES
    ]  # fmt: skip
    return el("nav", el("ul", links), aria_label=asked.say("navigation"))


def failed(asked: Asked, code: str, **told: object) -> Html:
    """What stands on a page that could not be made."""
    return joined(
        el("p", asked.words(code, **told), class_="notice bad", role="alert"),
        el("p", link("/board" if asked.person else "/sign-in", asked.say("go_on"), "button")),
    )
