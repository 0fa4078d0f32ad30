"""`showroom hq publish FILE… --to all|group:NAME|outlet:CODE`: preview, publish, or a template."""

import argparse
import getpass
from pathlib import Path

from showroom.errors import Refusal, Trouble
from showroom.hq.commands.asked import Asked
from showroom.hq.publish.publishing import Publish, Published, preview
from showroom.hq.publish.publishing import publish as put_out
from showroom.hq.publish.sheets.files import known_kind
from showroom.hq.publish.sheets.kinds import KINDS, Kind
from showroom.hq.publish.sheets.template import template
from showroom.hq.publish.telling import as_json, lines
from showroom.texts import Catalogue

_REFUSED = 1


def publish_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `publish` takes."""
    parser.add_argument("files", nargs="*", type=Path, help=words("publish.about_files"))
    parser.add_argument("--to", help=words("publish.about_to"))
    parser.add_argument("--kind", help=words("publish.about_kind"))
    parser.add_argument("--by", default=getpass.getuser(), help=words("publish.about_by"))
    parser.add_argument("--dry-run", action="store_true", help=words("publish.about_dry_run"))
    parser.add_argument("--template", type=Path, help=words("publish.about_template"))


def publish(asked: Asked) -> int:
    """Do it; 1 when something has to be put right first and nothing was published."""
    if asked.told.template:
        return _save_template(asked, asked.told.template)
    wanted = _wanted(asked)
    with asked.hq() as hq:
        dry = asked.told.dry_run
        done = Published(preview(hq, wanted)) if dry else put_out(hq, wanted)
    asked.answer(as_json(done, asked.words))
    _tell(asked, done)
    return _REFUSED if done.preview.problems else 0


def _wanted(asked: Asked) -> Publish:
    told = asked.told
    if not told.files or not told.to:
        raise Refusal("publish.say_what")
    return Publish(tuple(told.files), told.to, told.by, _kind(told.kind))


def _kind(name: str | None) -> Kind | None:
    found = known_kind(name) if name else None
    if name and found is None:
        raise Refusal("publish.unknown_kind", name=name, known="、".join(KINDS))
    return found


def _tell(asked: Asked, done: Published) -> None:
    """The preview, and what became of it."""
    if asked.told.json:
        return
    for line in lines(done.preview, asked.words):
        asked.write(line)
    if done.seq:
        rows = len(done.preview.plan.changes)
        asked.write(asked.words("publish.published", rows=rows, seq=done.seq))
    elif asked.told.dry_run and done.preview.plan.changes:
        asked.write(asked.words("publish.would_publish"))


def _save_template(asked: Asked, file: Path) -> int:
    try:
        file.write_bytes(template(asked.words))
    except OSError as error:
        raise Trouble("publish.not_saved", file=str(file)) from error
    asked.answer({"template": str(file)})
    if not asked.told.json:
        asked.write(asked.words("publish.saved_template", file=file))
    return 0
