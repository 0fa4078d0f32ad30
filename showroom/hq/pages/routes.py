"""The routes of the web page: who may, whose form it is, and what every answer carries."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from litestar import HttpMethod, Response, Router, get, route
from litestar.connection import Request
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler

import resources
from db.errors import StoreError
from db.session import new_key
from showroom import texts
from showroom.errors import Failure, Refusal, Trouble
from showroom.hq.headquarters import Headquarters
from showroom.hq.pages import (
    board,
    clashes,
    desks,
    door,
    enrolling,
    frame,
    holding,
    keeping,
    people,
)
from showroom.hq.pages.asked import Answer, Asked, Moved, Page, View
from showroom.hq.pages.parts import ROOT

_MOST_BODY: Final = 64 * 1024
_LANGUAGE: Final = "showroom-lang"
_LANGUAGES: Final = {"zh": "zh_CN", "en": "en"}
_YEAR_SECONDS: Final = 365 * 24 * 3600
_HTML: Final = "text/html; charset=utf-8"
_SAFE: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_log = logging.getLogger("showroom.hq.pages")
AnyRequest = Request[Any, Any, Any]
Gate = Callable[[str], None]
"""Counts a try to sign in from an address; raises Refusal `sync.too_often`."""


@dataclass(frozen=True, slots=True)
class Route:
    """A path below the root, what answers it, and who may ask.

    `is_open`: without being signed in; `acts`: it changes something, so an auditor may not.
    """

    path: str
    view: View
    is_open: bool = False
    acts: bool = False


GETS: Final = (
    Route("/", lambda _asked: Moved(f"{ROOT}/board")),
    Route("/sign-in", door.show, is_open=True),
    Route("/board", board.board),
    Route("/desks", desks.desks),
    Route("/desks/{device:str}/revoke", desks.confirm, acts=True),
    Route("/disputes", clashes.disputes),
    Route("/disputes/{pair:str}", clashes.dispute),
    Route("/claims", holding.held),
    Route("/leases/{lease:str}/end", holding.confirm_end, acts=True),
    Route("/enrol", enrolling.enrol),
    Route("/publications", keeping.publications),
    Route("/state", keeping.standing),
)
POSTS: Final = (
    Route("/sign-in", door.enter, is_open=True),
    Route("/sign-out", door.leave),
    Route("/desks/{device:str}/revoke", desks.shut_out, acts=True),
    Route("/disputes/{pair:str}/settle", clashes.decide, acts=True),
    Route("/leases/{lease:str}/end", holding.end, acts=True),
    Route("/enrol", enrolling.make_code, acts=True),
)


@get("/", include_in_schema=False, status_code=303)
async def entrance() -> Response[bytes]:
    """Whoever types HQ's address alone comes to the board."""
    return Response(b"", status_code=303, headers={**_SAFE, "location": f"{ROOT}/board"})


def router(hq: Headquarters, gate: Gate) -> Router:
    """All pages of an HQ, to be served beside what desks ask."""
    site = Site(hq, gate)
    routes = [
        *(site.handler("GET", each) for each in GETS),
        *(site.handler("POST", each) for each in POSTS),
        _file("/style.css", "text/css; charset=utf-8", "hqpage", "style.css"),
        _file("/icon.svg", "image/svg+xml", "app", "icon.svg"),
    ]

    def broken(request: AnyRequest, error: Exception) -> Response[bytes]:
        return site.broken(request, error)  # a function: the routes are copied with it

    failed: dict[int | type[Exception], Any] = {Exception: broken}
    return Router(ROOT, route_handlers=routes, include_in_schema=False, exception_handlers=failed)


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of one HQ; `gate` holds back an address that keeps trying passwords."""

    hq: Headquarters
    gate: Gate

    def handler(self, method: HttpMethod | str, one: Route) -> HTTPRouteHandler:
        """What the service calls for a route."""

        async def handle(request: AnyRequest) -> Response[bytes]:
            body = await request.body() if method == "POST" else b""
            return await asyncio.to_thread(self.respond, request, one, body)

        return route(one.path, http_method=[HttpMethod(method)], status_code=200)(handle)

    def respond(self, request: AnyRequest, one: Route, body: bytes) -> Response[bytes]:
        """The answer to a request, whatever goes wrong."""
        asked = self._asked(request, body)
        try:
            answer = self._allowed(request, one, asked) or one.view(asked)
        except (Failure, StoreError) as failure:
            answer = _refused(asked, failure)
        return _response(request, asked, answer)

    def broken(self, request: AnyRequest, error: Exception) -> Response[bytes]:
        """The answer to a request that met a bug of ours; it is in the log."""
        _log.error("page failed", exc_info=error)
        asked = self._asked(request, b"")
        return _response(request, asked, _refused(asked, Trouble("sync.hq_failed")))

    def _asked(self, request: AnyRequest, body: bytes) -> Asked:
        session = request.cookies.get(door.SESSION, "")
        person = people.person_of(self.hq, session) if session else None
        cookie = session if person else request.cookies.get(door.FORM, "") or new_key().hex()
        query = {name: str(value) for name, value in request.query_params.items()}
        return Asked(
            self.hq,
            texts.load(_language(request, query)),
            request.url.path,
            {name: str(value) for name, value in request.path_params.items()},
            query,
            _form(body),
            person,
            people.form_token(self.hq, cookie),
            cookie,
        )

    def _allowed(self, request: AnyRequest, one: Route, asked: Asked) -> Answer | None:
        """Where to go instead; raises Refusal for what may not be done."""
        if asked.person is None and not one.is_open:
            return Moved(f"{ROOT}/sign-in")
        if one.acts and not asked.may_act:
            raise Refusal("hqpage.auditor_only")
        if request.method == "POST":
            _check_form(request, self.hq, asked)
            if one.is_open:
                self.gate(request.client.host if request.client else "")
        return None


def _check_form(request: AnyRequest, hq: Headquarters, asked: Asked) -> None:
    """Pass a form of a page of ours; raises Refusal `hqpage.form_old`."""
    held = {request.cookies.get(name) for name in (door.SESSION, door.FORM)}
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = urlsplit(request.headers.get("origin", "")).netloc
    foreign = origin not in {"", request.headers.get("host", "")}
    is_ours = asked.cookie in held and people.is_of(hq, asked.cookie, asked.form.get("token", ""))
    if foreign or site != "same-origin" or not is_ours:
        raise Refusal("hqpage.form_old")


def _form(body: bytes) -> dict[str, str]:
    """The fields of a form; none of one too large or unreadable."""
    if len(body) > _MOST_BODY:
        return {}
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=50))
    except ValueError:
        return {}


def _language(request: AnyRequest, query: Mapping[str, str]) -> str:
    """Chinese, unless English was chosen now or before."""
    chosen = query.get("lang") or request.cookies.get(_LANGUAGE, "")
    return _LANGUAGES.get(chosen, "zh_CN")


def _refused(asked: Asked, failure: Failure | StoreError) -> Page:
    if isinstance(failure, StoreError):
        _log.error("store: %s", failure.code)
        failure = Trouble("sync.hq_busy")
    status = 500 if isinstance(failure, Trouble) else 422
    if failure.code.endswith("_unknown"):
        status = 404
    if failure.code in {"hqpage.auditor_only", "hqpage.form_old"}:
        status = 403
    body = frame.failed(asked, failure.code, **failure.facts)
    return Page(asked.say("failed"), body, status=status)


def _response(request: AnyRequest, asked: Asked, answer: Answer) -> Response[bytes]:
    cookies = _cookies(request, asked, answer)
    headers = {**_SAFE, "cache-control": "no-store"}
    if isinstance(answer, Moved):
        headers["location"] = answer.to
        return Response(b"", status_code=303, headers=headers, cookies=cookies)
    page = frame.document(asked, answer, f"{ROOT}/style.css?v={_version()}").encode()
    return Response(page, status_code=answer.status, media_type=_HTML, headers=headers,
                    cookies=cookies)  # fmt: skip


def _cookies(request: AnyRequest, asked: Asked, answer: Answer) -> list[Cookie]:
    made = [_cookie(name, value) for name, value in answer.cookies.items()]
    if isinstance(answer, Page) and asked.person is None:
        made.append(_cookie(door.FORM, asked.cookie))
    if request.query_params.get("lang") in _LANGUAGES:
        said = str(request.query_params["lang"])
        made.append(_cookie(_LANGUAGE, said, max_age=_YEAR_SECONDS))
    return made


def _cookie(name: str, value: str, max_age: int | None = None) -> Cookie:
    return Cookie(
        name,
        value=value,
        path="/",
        max_age=max_age if value else 0,
        secure=True,
        httponly=True,
        samesite="strict",
    )


def _file(path: str, kind: str, *place: str) -> HTTPRouteHandler:
    """A shipped file; its address names its version, so that it may be kept."""

    async def handle() -> Response[bytes]:
        headers = {**_SAFE, "cache-control": "public, max-age=31536000, immutable"}
        return Response(_content(*place), media_type=kind, headers=headers)

    return route(path, http_method=[HttpMethod.GET], status_code=200)(handle)


@cache
def _content(*place: str) -> bytes:
    return resources.path(*place).read_bytes()


@cache
def _version() -> str:
    return hashlib.blake2b(_content("hqpage", "style.css"), digest_size=6).hexdigest()
