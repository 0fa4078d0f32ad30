"""`parcel apply`: a desk's parcel heard, and HQ's answer written beside it."""

import argparse
from pathlib import Path

from showroom.errors import Refusal, Trouble
from showroom.hq.commands.asked import Asked
from showroom.hq.parcels import Given, apply
from showroom.hq.store import write_private
from showroom.sync import parcel as sealed
from showroom.sync import wire
from showroom.texts import Catalogue

_MIB = 1024 * 1024
_MOST_MB = 95
_TURNED = frozenset({"reborn", "rewind", "clock", "upgrade"})


def parcel_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `parcel` takes."""
    parser.add_argument("action", choices=["apply"], help=words("hq.about_parcel"))
    parser.add_argument("files", type=Path, nargs="+", help=words("parcel.about_files"))
    parser.add_argument("--reply", type=Path, help=words("parcel.about_reply"))
    about = words("parcel.about_most_mb")
    parser.add_argument("--most-mb", type=int, default=_MOST_MB, help=about)


def parcel(asked: Asked) -> None:
    """Hear it and write the answer."""
    told = asked.told
    raws = [_read(file) for file in told.files]
    with asked.hq() as hq:
        given = apply(hq, raws, told.most_mb * _MIB)
    files = _save(given, told.reply or told.files[0].parent, asked.words)
    number = f"{given.header.number:04}"
    facts = {
        "outlet": given.header.outlet, "desk": given.header.desk, "number": number,
        "heard": given.heard, "refused": given.refused, "rows": given.rows,
    }  # fmt: skip
    if not told.json:
        asked.write(asked.words(_word(given), **facts))
        asked.write(asked.words("parcel.reply_saved", files=", ".join(map(str, files))))
    asked.answer(facts | {"status": given.status, "files": [str(file) for file in files]})


def _word(given: Given) -> str:
    if given.status == "joined":
        return "parcel.heard_joined"
    return "parcel.heard_turn" if given.status in _TURNED else "parcel.heard"


def _save(given: Given, place: Path, words: Catalogue) -> list[Path]:
    """Write the answer into a folder by its own name, or as the one file named."""
    done = []
    for at, content in enumerate(given.files, 1):
        header = wire.changed(given.header, part=at, parts=len(given.files))
        own = place if place.is_dir() else place.parent
        named = place.is_dir() or len(given.files) > 1
        file = own / sealed.file_name(header, words) if named else place
        try:
            write_private(file, content)
        except OSError as error:
            raise Trouble("parcel.not_saved", file=str(file)) from error
        done.append(file)
    return done


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > sealed.MOST_BYTES + _MIB:
            raise Refusal("parcel.too_large", most=sealed.MOST_BYTES // _MIB)
        return file.read_bytes()
    except OSError as error:
        raise Trouble("parcel.not_read", file=str(file)) from error
