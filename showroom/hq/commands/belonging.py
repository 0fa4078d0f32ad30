"""`outlet`, `enrol`, `devices`, `revoke`: who belongs to the group."""

import argparse
from dataclasses import asdict
from pathlib import Path

from showroom.errors import Refusal, Trouble
from showroom.hq.commands.asked import Asked, moment
from showroom.hq.enrol.codes import FILE_MINUTES, MINUTES, Invite, invite
from showroom.hq.enrol.devices import devices as known_devices
from showroom.hq.enrol.devices import revoke as shut_out
from showroom.hq.enrol.outlets import AddOutlet, add_outlet, outlets
from showroom.hq.keeping import house, tls
from showroom.hq.store import write_private
from showroom.sync import joining
from showroom.terms import OutletKind
from showroom.texts import Catalogue


def outlet_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `outlet` takes: nothing lists them."""
    parser.add_argument("code", nargs="?", help=words("hq.about_code"))
    parser.add_argument("name", nargs="?", help=words("hq.about_outlet_name"))
    kinds = [kind.value.lower() for kind in OutletKind]
    parser.add_argument("--kind", choices=kinds, default=kinds[0], help=words("hq.about_kind"))
    parser.add_argument("--group", default="main", help=words("hq.about_group"))
    parser.add_argument("--zone", default="Asia/Shanghai", help=words("hq.about_zone"))


def outlet(asked: Asked) -> None:
    """Add an outlet, or list them."""
    told = asked.told
    with asked.hq() as hq:
        if told.code:
            kind = OutletKind(told.kind.upper())
            add_outlet(hq, AddOutlet(told.code, told.name or "", kind, told.group, told.zone))
        with hq.store.read() as connection:
            lines = outlets(connection)
    for line in lines:
        asked.say("outlet_line", **(asdict(line) | {"seen": moment(line.seen_at)}))
    asked.answer([asdict(line) for line in lines])


def enrol_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `enrol` takes."""
    parser.add_argument("outlet", help=words("hq.about_code"))
    parser.add_argument("--minutes", type=int, default=None, help=words("hq.about_minutes"))
    parser.add_argument("--file", type=Path, help=words("hq.about_file"))
    parser.add_argument("--offline", action="store_true", help=words("hq.about_offline"))


def enrol(asked: Asked) -> None:
    """An invitation for one desk: to paste, or as a file."""
    told = asked.told
    minutes = told.minutes or (FILE_MINUTES if told.offline else MINUTES)
    url = "" if told.offline else house.config_of(asked.folder).url
    wanted = Invite(told.outlet, minutes, url, tls.authorities(asked.folder))
    with asked.hq() as hq:
        made = invite(hq, wanted)
    line = joining.written(made)
    if told.file:
        _save(told.file, line)
    else:
        asked.say("invitation", text=line)
    asked.say("code", code=made.code, outlet=made.outlet, until=moment(made.expires_at * 1000))
    asked.answer({"invitation": line, "code": made.code, "expires_at": made.expires_at})


def devices_words(_parser: argparse.ArgumentParser, _words: Catalogue) -> None:
    """Nothing more."""


def devices(asked: Asked) -> None:
    """Every desk HQ knows."""
    with asked.hq() as hq, hq.store.read() as connection:
        lines = known_devices(connection)
    for line in lines:
        facts = asdict(line) | {"device": line.device_id.hex(), "seen": moment(line.seen_at)}
        asked.say("device_line", **facts)
    asked.answer([asdict(line) | {"device_id": line.device_id.hex()} for line in lines])


def revoke_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `revoke` takes."""
    parser.add_argument("device", help=words("hq.about_device"))


def revoke(asked: Asked) -> None:
    """Shut a desk out."""
    device = asked.told.device
    try:
        device_id = bytes.fromhex(device.replace("-", ""))
    except ValueError as error:
        raise Refusal("hq.device_unknown", device=device) from error
    with asked.hq() as hq:
        shut_out(hq, device_id)
    asked.say("revoked", device=device)
    asked.answer({"revoked": device})


def _save(file: Path, line: str) -> None:
    try:
        write_private(file, line.encode())
    except OSError as error:
        raise Trouble("hq.not_saved", file=str(file)) from error
