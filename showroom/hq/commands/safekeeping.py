"""`backup`, `restore`, `resume`: HQ kept, and put back."""

import argparse
from dataclasses import asdict
from pathlib import Path

from showroom.errors import Refusal
from showroom.hq.commands.asked import Asked, moment
from showroom.hq.keeping import backup as backups
from showroom.hq.keeping import house
from showroom.hq.keeping import restore as restoring
from showroom.hq.keeping.house import Config
from showroom.texts import Catalogue


def backup_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `backup` takes."""
    parser.add_argument("--to", type=Path, help=words("hq.about_to"))


def backup(asked: Asked) -> None:
    """Make one now."""
    config = house.config_of(asked.folder)
    target = asked.told.to or house.backups_of(asked.folder)
    with asked.hq() as hq:
        made = backups.back_up(hq, target, (config.names, config.url))
    facts = {"folder": str(made.folder), "head": made.manifest.head, "rows": made.manifest.rows}
    asked.say("backed_up", **facts)
    asked.answer(facts)


def restore_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `restore` takes."""
    parser.add_argument("backup", type=Path, help=words("hq.about_backup_folder"))
    parser.add_argument("--yes", action="store_true", help=words("hq.about_yes"))
    parser.add_argument("--recovery-key", default="", help=words("hq.about_recovery_key"))
    parser.add_argument("--database", default="", help=words("hq.about_database"))


def restore(asked: Asked) -> int:
    """Say what is lost; with `--yes` do it."""
    told = asked.told
    if told.recovery_key:
        _take_over(asked)
    lost = restoring.loss(asked.folder, told.backup)
    asked.say("loses" if lost.known else "loses_unknown", **asdict(lost))
    if not told.yes:
        asked.say("say_yes")
        asked.answer(asdict(lost) | {"restored": False})
        return 1
    manifest = restoring.restore(asked.folder, told.backup, asked.ports)
    asked.say("restored", at=moment(manifest.at), head=manifest.head)
    asked.say("not_granting")
    asked.answer(asdict(lost) | {"restored": True})
    return 0


def resume_words(_parser: argparse.ArgumentParser, _words: Catalogue) -> None:
    """Nothing more."""


def resume(asked: Asked) -> None:
    """Claims may be granted again, by an operator's word."""
    restoring.resume(asked.folder, asked.ports)
    asked.say("resumed")
    asked.answer({"granting": True})


def _take_over(asked: Asked) -> None:
    """A new machine becomes this HQ."""
    told = asked.told
    manifest = backups.read_manifest(told.backup)
    if not manifest.names:
        raise Refusal("hq.backup_of_another")
    config = Config(manifest.names, manifest.url, told.database)
    restoring.take_over(asked.folder, told.backup, told.recovery_key, config)
    house.renew(asked.folder, asked.ports, [])
