"""Act 12: two desks, the outlet by parcel and HQ are compared, row by row and to the byte."""

from collections.abc import Iterator
from contextlib import contextmanager

from showroom.desk import Desk
from showroom.hq import digests
from showroom.hq.headquarters import Headquarters
from showroom.sync import heal
from ui.demo.acts import parcel
from ui.demo.agreement import Copy, at_desk, at_hq, device_of, differing, held
from ui.demo.exchanging import compare, judge_synced
from ui.demo.play import Play
from ui.demo.waiting import settle


def play(play: Play) -> None:
    """The last exchanges, then nobody writes while everything is compared."""
    for each in (play, play.there(), play):
        each.stage.front_window()
        compare(each)
        judge_synced(each, f"agreed.{each.stage.desk.place.desk_code}")
    settle("agreed")
    with _outlet(play) as tier2, play.office.opened() as hq:
        desks = {"A": play.stage.desk, "B": play.there().stage.desk, "tier2": tier2}
        copies = {name: _judge_copy(play, hq, name, desk) for name, desk in desks.items()}
        _judge_whole(play, hq, copies)
    _judge_second_tier(play, copies)
    play.report.equal("agreed.desks", differing(copies["A"], copies["B"]), [])
    play.report.check("agreed.health", '"ok"' in play.office.asked("/health"))
    play.report.equal("agreed.ended", play.office.stop(), 0)
    _judge_files(play)
    play.report.figures["exchange"] = {
        "requests": dict(play.office.trips), "bytes": dict(play.office.carried),
    }  # fmt: skip


@contextmanager
def _outlet(play: Play) -> Iterator[Desk]:
    desk = parcel.opened(play)
    try:
        yield desk
    finally:
        desk.close()


def _judge_copy(play: Play, hq: Headquarters, name: str, desk: Desk) -> Copy:
    """A desk's rows against HQ's, and both sides' own digests."""
    here, there = at_desk(desk), at_hq(hq, device_of(desk))
    wrong = differing(here, there)
    told = "、".join(f"{table} {key.hex()}" for table, key in wrong[:5])
    report = play.report
    report.check(f"agreed.{name}.rows", here.rows and not wrong, told or len(here.rows))
    report.check(f"agreed.{name}.sums", here.sums == there.sums, here.size)
    with desk.opened.store.read() as session, hq.store.read() as connection:
        buckets = set(there.buckets.values()) | set(here.buckets.values())
        unlike = heal.differing(session.connection(), digests.sums(connection, buckets))
    report.equal(f"agreed.{name}.digests", unlike, [])
    report.figures.setdefault("agreement", {})[name] = {
        "rows": len(here.rows), "bytes": here.size, "sums": here.sums,
    }  # fmt: skip
    return here


def _judge_whole(play: Play, hq: Headquarters, copies: dict[str, Copy]) -> None:
    """Every row HQ holds lives at some desk: nothing is left over at HQ either."""
    alive = held(hq)
    known = set[object]().union(*(copy.rows for copy in copies.values()))
    play.report.equal("agreed.hq.rows", len(alive - known), 0)
    play.report.figures["held"] = len(alive)


def _judge_second_tier(play: Play, copies: dict[str, Copy]) -> None:
    """Floor prices and another outlet's rows never came by parcel; the price book did."""
    seen, other = copies["tier2"], copies["A"]
    tables = {table for table, _ in seen.rows}
    floors = {table for table, _ in other.rows}
    play.report.check("tier2.no_floors", "floor_price" in floors - tables, len(tables))
    buckets = set(seen.buckets.values())
    foreign = {bucket for bucket in buckets if bucket.startswith("floor:")}
    own = f"outlet:{play.scene('headquarters')['tier2']}"
    foreign |= {bucket for bucket in buckets if bucket.startswith("outlet:")} - {own}
    play.report.check("tier2.own_rows", own in buckets and not foreign, "、".join(sorted(buckets)))
    play.report.check("tier2.price_book", "promotion" in tables, "、".join(sorted(tables)))


def _judge_files(play: Play) -> None:
    """What lies on disk of HQ and of the other desks is ciphertext too."""
    names = {each.name for each in play.story.visits if each.name}
    needles = [name.encode(code) for name in names for code in ("utf-8", "utf-16-le")]
    folders = (play.office.folder, play.outlets / "second", play.outlets / parcel.FOLDER)
    files = [each for folder in folders for each in folder.rglob("*") if each.is_file()]
    plain = [each.name for each in files if any(needle in each.read_bytes() for needle in needles)]
    play.report.check("agreed.ciphertext", files and not plain, "、".join(plain) or len(files))
