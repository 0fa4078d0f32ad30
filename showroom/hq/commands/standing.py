"""`status`: where HQ stands."""

import argparse

from sqlalchemy import func, select

from db.headquarters import held_row
from showroom.hq.commands.asked import Asked, moment
from showroom.hq.enrol.outlets import outlets
from showroom.hq.keeping import house, tls
from showroom.hq.rows import state
from showroom.texts import Catalogue


def status_words(_parser: argparse.ArgumentParser, _words: Catalogue) -> None:
    """Nothing more."""


def status(asked: Asked) -> None:
    """Ids, numbers, outlets, and until when the certificate is good."""
    with asked.hq() as hq, hq.store.read() as connection:
        now, lines = state(connection), outlets(connection)
        rows = connection.scalar(select(func.count()).select_from(held_row))
        store = hq.store.dialect
    told = {
        "hq_id": now.hq_id.hex(), "epoch": now.epoch.hex(), "store": store, "rows": rows,
        "head": now.head, "durable": now.durable, "outlets": len(lines),
        "desks": sum(line.desks for line in lines), "granting": not now.is_waiting,
        "url": house.config_of(asked.folder).url,
        "certificate_until": f"{tls.expires_at(asked.folder):%Y-%m-%d}",
    }  # fmt: skip
    asked.say("status", **told)
    if now.is_waiting:
        asked.say("not_granting")
    for line in lines:
        seen = moment(line.seen_at)
        asked.say("status_line", code=line.code, name=line.name, desks=line.desks, seen=seen)
    asked.answer(told)
