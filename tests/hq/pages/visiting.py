"""A visitor of HQ's web page without a browser: cookies kept, forms read and sent."""

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

from litestar.testing import TestClient

from db.headquarters import operator
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import upsert
from showroom.hq.service.app import Limits, new_service
from showroom.hq.service.site import site
from showroom.staff.rules import hashed

PASSWORD = "Showroom-2026"
_HASH = hashed(PASSWORD)


def add_person(
    hq: Headquarters, login: str = "boss", role: str = "OPERATOR", name: str = ""
) -> None:
    """Somebody who may sign in."""
    facts = {"login": login, "name": name or login, "role": role, "is_active": 1, "failures": 0}
    facts |= {"failed_at": None, "password_hash": _HASH}
    with hq.store.write() as connection:
        upsert(connection, operator, [tuple(facts[c.name] for c in operator.columns)])


@dataclass
class Seen:
    """An answer: its status, its text, its headers."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def token(self) -> str:
        """What its forms carry."""
        found = re.search(r'name="token" value="([0-9a-f]+)"', self.text)
        return found.group(1) if found else ""

    @property
    def plain(self) -> str:
        """Its words without markup."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.text)).split())


@dataclass
class Visitor:
    """Visits the pages of an HQ."""

    client: TestClient
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Seen:
        """A page; where it sends on, it is followed."""
        return self._ask("GET", path)

    def post(self, path: str, token: str | None = None, **form: str) -> Seen:
        """A form sent, with the token of the page it is on unless told."""
        said = {"token": self.get("/board").token if token is None else token, **form}
        return self._ask("POST", path, urlencode(said))

    def sign_in(self, login: str = "boss", password: str = PASSWORD) -> Seen:
        """Sign in."""
        token = self.get("/sign-in").token
        return self.post("/sign-in", token, login=login, password=password)

    def _ask(self, method: str, path: str, body: str = "", **headers: str) -> Seen:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {"cookie": cookie, "content-type": "application/x-www-form-urlencoded", **headers}
        path = path if path.startswith("/hq") else f"/hq{path}"
        answer = self.client.request(
            method, path, content=body, headers=told, follow_redirects=False
        )
        self.client.cookies.clear()
        for line in answer.headers.get_list("set-cookie"):
            name, _, rest = line.partition("=")
            value = rest.partition(";")[0].strip('"')
            self.cookies.pop(name, None)
            if value:
                self.cookies[name] = value
        if answer.status_code == 303:
            return self.get(answer.headers["location"])
        return Seen(answer.status_code, answer.text, dict(answer.headers))


def client(hq: Headquarters) -> TestClient:
    """The whole application of an HQ, in this process."""
    return TestClient(site(new_service(hq, Limits())), base_url="https://testserver.local")
