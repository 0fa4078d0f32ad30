"""What a page is asked, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from db.headquarters import outlet
from showroom.hq.headquarters import Headquarters
from showroom.hq.pages.markup import Html, el
from showroom.hq.pages.people import Person
from showroom.texts import Catalogue

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_USUAL_ZONE: Final = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its title, what stands in it, which entry of the navigation it belongs to."""

    title: str
    body: Html
    place: str = ""
    status: int = 200
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """Go on there; a cookie of an empty value is forgotten."""

    to: str
    cookies: Mapping[str, str] = field(default_factory=dict)


Answer = Page | Moved


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `token` goes into every form."""

    hq: Headquarters
    words: Catalogue
    path: str
    parts: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]
    person: Person | None
    token: str
    cookie: str = ""

    def say(self, key: str, /, **facts: object) -> str:
        """A word of the page."""
        return self.words(f"hqpage.{key}", **facts)

    @property
    def may_act(self) -> bool:
        """Whether who asks may change anything."""
        return self.person is not None and self.person.may_act

    @property
    def login(self) -> str:
        """Who asks."""
        return self.person.login if self.person else ""

    def hidden(self) -> Html:
        """What makes a form one of this page."""
        return el("input", type="hidden", name="token", value=self.token)

    def zone(self) -> ZoneInfo:
        """The zone times are shown in: the first outlet's."""
        with self.hq.store.read() as connection:
            found = connection.scalar(select(outlet.c.zone).order_by(outlet.c.code).limit(1))
        return ZoneInfo(found or _USUAL_ZONE)

    def today(self) -> date:
        """The business date now."""
        return self.hq.clock.now().astimezone(self.zone()).date()

    def moment(self, micros: int | None, zone: ZoneInfo) -> Html:
        """An instant (µs UTC) as a time element; a dash for none."""
        if micros is None:
            return el("span", "—", class_="none")
        at = (_EPOCH + timedelta(microseconds=micros)).astimezone(zone)
        return el("time", f"{at:%Y-%m-%d %H:%M}", datetime=at.isoformat(timespec="seconds"))


View = Callable[[Asked], Answer]
