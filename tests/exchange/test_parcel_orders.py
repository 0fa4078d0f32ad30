"""Two desks of an outlet and headquarters by parcels alone: any order, any repetition."""

import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from db.encryption import Keeper
from showroom.clock import SetClock
from showroom.desk import Ports, open_desk
from showroom.errors import Refusal
from showroom.exchange import joining, parcels
from showroom.exchange.parcels import Into, Made
from showroom.hq.enrol.codes import Invite, invite
from showroom.hq.headquarters import Headquarters
from showroom.hq.keys import HqKeys
from showroom.hq.store import open_store
from showroom.ids import TimeOrderedIds
from showroom.sync import joining as letters
from tests.conftest import DAY
from tests.exchange.post import WORDS, Outlet
from tests.sync.world import Group

DEEDS = ("edit", "make", "deliver", "take")


@pytest.fixture(scope="module")
def founded(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HQ and two desks of one outlet, both joined and in step, closed."""
    place = tmp_path_factory.mktemp("founded")
    clock = SetClock(DAY)
    group = Group(place, clock)
    (place / "bag").mkdir()
    desk = open_desk(Path(shutil.copytree(template, place / "desk0")), Ports.of(clock))
    group.outlet(desk.place.outlet_code, desk.place.outlet_id)
    first = Outlet(desk, group.hq, place / "bag")
    first.join()
    first.round()
    told = letters.written(invite(group.hq, Invite(desk.place.outlet_code)))
    begun = joining.begin(
        place / "desk1", told, Keeper("file", place / "second.key"), Ports.of(clock)
    )
    second = Outlet(begun.desk, group.hq, place / "bag")
    made = parcels.join_new(begun, told, Into(place / "bag", WORDS))
    second.take(second.answered(made))
    second.round()
    assert second.content() == first.content()
    desk.close()
    begun.desk.close()
    group.close()
    return place


@dataclass
class Post:
    """Two desks that write, and all the parcels that ever lay in the postman's bag."""

    desks: list[Outlet]
    made: list[tuple[int, Made]] = field(default_factory=list)
    replies: list[tuple[int, list[Path]]] = field(default_factory=list)
    edits: int = 0

    def edit(self, which: int) -> None:
        self.edits += 1
        column = ("colour", "engine_no")[which % 2]
        self.desks[which % 2].paint(f"第{self.edits}次", column)

    def make(self, which: int) -> None:
        self.made.append((which % 2, self.desks[which % 2].make()))

    def deliver(self, which: int) -> None:
        if self.made:
            desk, made = self.made[which % len(self.made)]
            bag = self.desks[desk].bag / f"reply{len(self.replies)}"
            bag.mkdir()
            told = self.desks[desk].heard(made)
            files = parcels.save(told.header, told.files, Into(bag, WORDS))
            self.replies.append((desk, list(files)))

    def take(self, which: int) -> None:
        if self.replies:
            desk, files = self.replies[which % len(self.replies)]
            with suppress(Refusal):  # what does not fit by now says so, and the next one brings it
                self.desks[desk].take(files)

    def wrong_desk(self) -> None:
        for desk, files in self.replies[:1]:
            with pytest.raises(Refusal) as caught:
                self.desks[1 - desk].take(files)
            assert caught.value.code == "parcel.other_desk"


@settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
@given(deeds=some.lists(some.tuples(some.sampled_from(DEEDS), some.integers(0, 7)), max_size=24))
def test_parcels_in_any_order_lose_and_double_nothing(
    founded: Path, tmp_path: Path, deeds: list[tuple[str, int]]
):
    place = tmp_path / "run"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(founded, place)
    clock = SetClock(DAY)
    hq = _hq(place, clock)
    desks = [
        Outlet(open_desk(folder, Ports.of(clock)), hq, place / "bag")
        for folder in (place / "desk0", place / "desk1" / joining.ASIDE)
    ]
    post, lives = Post(desks), _lives(desks)
    for deed, which in deeds:
        clock.advance(minutes=7)
        getattr(post, deed)(which)
    post.wrong_desk()
    for _ in range(3):
        for desk in desks:
            desk.round()
    assert desks[0].content() == desks[1].content()
    assert [desk.unsent() for desk in desks] == [0, 0]
    assert _lives(desks) == lives
    for desk in desks:
        desk.desk.close()
    hq.store.close()


def _hq(place: Path, clock: SetClock) -> Headquarters:
    keys = HqKeys.of(b"S" * 32, b"B" * 32, b"P" * 32)
    return Headquarters(open_store(place / "hq"), clock, TimeOrderedIds(clock), keys)


def _lives(desks: list[Outlet]) -> list[int]:
    return [desk.figure("SELECT incarnation FROM replica") for desk in desks]
