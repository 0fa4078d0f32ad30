"""Act 11: a second-tier outlet without a connection joins and exchanges by files alone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db.encryption import Keeper
from showroom import texts
from showroom.clock import SetClock
from showroom.desk import Desk, Ports, open_desk
from showroom.errors import Refusal
from showroom.exchange import parcels
from showroom.exchange.parcels import Into, Made, Outcome
from showroom.outlet.commands import SetUp, set_up
from showroom.staff.commands import SignIn, sign_in
from showroom.terms import OutletKind, Source
from showroom.visit.commands import register
from showroom.visit.entry import Register
from ui.demo.play import Play
from ui.pages.setup import DEMO_PASSWORD

FOLDER = "tier2"
_MOST_TURNS = 3


def play(play: Play) -> None:
    """The outlet's own day, its question to join, its day in a parcel, each answered by a file."""
    scene = play.scene("parcel")
    play.next_morning(scene["at"])
    with _signed_in(play, scene) as desk:
        _visits(desk, scene)
        into = Into(play.office.bag, texts.load("zh_CN"))
        invitation = play.office.command("enrol", desk.place.outlet_code, "--offline")
        asked = parcels.join(desk, invitation["invitation"], into)
        joined = parcels.apply(desk, _answered(play, asked))
        play.report.equal("parcel.joined", joined.outcome, Outcome.JOINED)
        made, replied, outcome = _exchanged(play, desk, into)
        _judge(play, made, outcome)
        again = parcels.apply(desk, replied).outcome
        play.report.equal("parcel.again", again, Outcome.ALREADY)
        _judge_foreign(play, replied)
        play.report.figures["parcels"] = sum(
            each.stat().st_size for each in play.office.bag.iterdir()
        )


@contextmanager
def _signed_in(play: Play, scene: dict[str, Any]) -> Iterator[Desk]:
    """The outlet's own desk, set up where nothing was, with its manager at it."""
    home = play.scene("headquarters")
    command = SetUp(
        code=home["tier2"], name=home["tier2_name"], kind=OutletKind.TIER2, province="江苏",
        manager_login=scene["login"], manager_name=scene["person"], password=DEMO_PASSWORD,
        **{name: scene[name] for name in ("company", "uscc", "address", "phone")},
    )  # fmt: skip
    keeper = Keeper("file", play.outlets / f"{FOLDER}.key")
    ports = Ports.of(SetClock(play.stage.clock.now()))
    made = set_up(play.outlets / FOLDER, command, keeper, ports)
    try:
        yield sign_in(made.desk, SignIn(scene["login"], DEMO_PASSWORD))
    finally:
        made.desk.close()


def opened(play: Play) -> Desk:
    """The outlet's desk again, with nobody at it."""
    return open_desk(play.outlets / FOLDER, Ports.of(SetClock(play.stage.clock.now())))


def _visits(desk: Desk, scene: dict[str, Any]) -> None:
    for each in scene["visit"]:
        wish = Register(name=each["name"], phone=each["phone"], source=Source.PASSING_BY)
        desk.write(register, wish)


def _exchanged(play: Play, desk: Desk, into: Into) -> tuple[Made, list[Path], Outcome]:
    """The day's parcel and its answer; once more where HQ's clock is another than the desk's."""
    for _turn in range(_MOST_TURNS):
        made = parcels.make(desk, into)
        replied = _answered(play, made)
        outcome = parcels.apply(desk, replied).outcome
        if outcome is not Outcome.AGAIN:
            break
    return made, replied, outcome


def _answered(play: Play, made: Made) -> list[Path]:
    """HQ's answer to a parcel, by its own command."""
    told = play.office.command("parcel", "apply", *map(str, made.files))
    play.report.equal(f"parcel.heard_{told['number']}", told["refused"], 0)
    return [Path(each) for each in told["files"]]


def _judge(play: Play, made: Made, outcome: Outcome) -> None:
    play.report.check("parcel.made", made.changes, made.changes)
    play.report.equal("parcel.taken", outcome, Outcome.TAKEN)
    files = [each for each in play.office.bag.iterdir() if each.is_file()]
    names = [each["name"].encode() for each in play.scene("parcel")["visit"]]
    plain = [each.name for each in files if any(name in each.read_bytes() for name in names)]
    play.report.check("parcel.sealed", files and not plain, len(files))


def _judge_foreign(play: Play, files: Sequence[Path]) -> None:
    """A parcel for another desk changes nothing here, and says whose it is."""
    try:
        parcels.apply(play.stage.desk, files)
    except Refusal as refusal:
        told = play.report.words(refusal.code, **refusal.facts)
        play.report.check("parcel.foreign", refusal.code == "parcel.other_desk", told)
        return
    play.report.check("parcel.foreign", ok=False)
