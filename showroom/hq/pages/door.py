"""Signing in and out."""

from typing import Final

from showroom.errors import Refusal
from showroom.hq.pages import people
from showroom.hq.pages.asked import Answer, Asked, Moved, Page
from showroom.hq.pages.markup import Html, el, joined
from showroom.hq.pages.parts import ROOT

SESSION: Final = "__Host-showroom"
FORM: Final = "__Host-showroom-form"
_MOST_LOGIN: Final = 64
_MOST_PASSWORD: Final = 1024


def show(asked: Asked) -> Answer:
    """The form; whoever is signed in goes on to the board."""
    if asked.person is not None:
        return Moved(f"{ROOT}/board")
    return Page(asked.say("sign_in"), _form(asked))


def enter(asked: Asked) -> Answer:
    """Sign in, or say why not."""
    login = asked.form.get("login", "").strip()[:_MOST_LOGIN]
    try:
        token = people.sign_in(asked.hq, login, asked.form.get("password", "")[:_MOST_PASSWORD])
    except Refusal as refusal:
        why = el("p", asked.words(refusal.code, **refusal.facts), class_="notice bad",
                 role="alert")  # fmt: skip
        return Page(asked.say("sign_in"), joined(why, _form(asked, login)), status=403)
    return Moved(f"{ROOT}/board", {SESSION: token, FORM: ""})


def leave(asked: Asked) -> Moved:
    """Sign out."""
    people.sign_out(asked.hq, asked.cookie)
    return Moved(f"{ROOT}/sign-in", {SESSION: ""})


def _form(asked: Asked, login: str = "") -> Html:
    return el(
        "form",
        asked.hidden(),
        el("label", asked.say("login"), for_="login"),
        el("input", name="login", id="login", value=login, autocomplete="username", required=True,
           maxlength=_MOST_LOGIN, autofocus=not login, spellcheck="false", autocapitalize="none"),
        el("label", asked.say("password"), for_="password"),
        el("input", type="password", name="password", id="password", required=True,
           autocomplete="current-password", autofocus=bool(login)),
        el("button", asked.say("sign_in"), class_="button"),
        method="post",
        action=f"{ROOT}/sign-in",
        class_="card stacked",
    )  # fmt: skip
