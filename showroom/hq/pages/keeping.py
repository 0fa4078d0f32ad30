"""What was published, how HQ is kept, and who did what."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from db.headquarters import held_row, publication
from showroom.hq.pages import people
from showroom.hq.pages.asked import Asked, Page
from showroom.hq.pages.markup import Content, Html, joined
from showroom.hq.pages.parts import Column, card, empty, facts, notice, pill, table
from showroom.hq.rows import State, state

_MOST = 200


@dataclass(frozen=True, slots=True)
class Published:
    """One publication; `at` µs UTC."""

    kind: str
    file: str
    bucket: str
    rows: int
    by: str
    at: int


def publications(asked: Asked) -> Page:
    """What HQ published, the newest first."""
    with asked.hq.store.read() as connection:
        found = _published(connection)
    if not found:
        return Page(asked.say("publications_title"), empty(asked.say("publications_none")),
                    "publications")  # fmt: skip
    zone = asked.zone()
    columns = [
        Column(asked.say("file")),
        Column(asked.say("kind")),
        Column(asked.say("reaches")),
        Column(asked.say("rows"), number=True),
        Column(asked.say("by")),
        Column(asked.say("at")),
    ]
    rows: list[list[Content]] = [
        [each.file, each.kind, each.bucket, f"{each.rows:,}", each.by, asked.moment(each.at, zone)]
        for each in found
    ]
    whole = table(asked.say("publications_title"), columns, rows)
    body = card(asked.say("publications_title"), whole, note=asked.say("publications_note"))
    return Page(asked.say("publications_title"), body, "publications")


def standing(asked: Asked) -> Page:
    """Where the store stands, what is in a backup, and the last acts."""
    with asked.hq.store.read() as connection:
        now, done = state(connection), people.acts(connection)
        rows = int(connection.scalar(select(func.count()).select_from(held_row)) or 0)
    body = joined(
        notice(asked.say("not_granting"), "warn") if now.is_waiting else None,
        card(asked.say("backup"), _kept(asked, now, rows), note=asked.say("backup_note")),
        card(asked.say("acts"), _acts(asked, done) if done else empty(asked.say("acts_none"))),
    )
    return Page(asked.say("state_title"), body, "state")


def _kept(asked: Asked, now: State, rows: int) -> Html:
    missing = now.head - now.durable
    mark = pill(asked.say("all_kept"), "good")
    if missing:
        mark = pill(asked.say("not_kept", count=missing), "warn")
    restored: Content = asked.say("never")
    if now.restored_at is not None:
        restored = asked.moment(now.restored_at, asked.zone())
    return facts(
        [
            (asked.say("standing"), mark),
            (asked.say("head"), f"{now.head:,}"),
            (asked.say("durable"), f"{now.durable:,}"),
            (asked.say("rows"), f"{rows:,}"),
            (asked.say("epoch"), now.epoch.hex()),
            (asked.say("restored"), restored),
            (asked.say("store"), asked.hq.store.dialect),
        ]
    )


def _acts(asked: Asked, done: list[people.Act]) -> Html:
    zone = asked.zone()
    columns = [
        Column(asked.say("at")),
        Column(asked.say("by")),
        Column(asked.say("what")),
        Column(asked.say("about")),
    ]
    rows: list[list[Content]] = [
        [asked.moment(each.at, zone), each.login, asked.say(f"act_{each.act}"), each.about or "—"]
        for each in done
    ]
    return table(asked.say("acts"), columns, rows)


def _published(connection: Connection) -> list[Published]:
    told = publication.c
    query = select(
        told.kind, told.file_name, told.bucket, told.rows, told.published_by, told.published_at
    ).order_by(told.published_at.desc())
    return [Published(*row) for row in connection.execute(query.limit(_MOST))]
