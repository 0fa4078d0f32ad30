"""The end of the day: the store is ciphertext, its changes wait for HQ; nothing is half done."""

from collections.abc import Iterable
from pathlib import Path

from ui.demo.play import Play
from ui.demo.waiting import settle
from ui.work import Lanes

_PLAIN_HEAD = b"SQLite format 3\x00"
_ENGLISH = (
    "board", "visit", "testdrive", "quote", "contract", "customer", "dayclose", "ledger",
    "exchange",
)  # fmt: skip


def english(play: Play) -> None:
    """The same window in English, page by page; what was typed would stay."""
    play.sign_in("manager")
    looks = play.stage.joined.looks
    looks.speak("en")
    settle("english")
    for key in _ENGLISH:
        play.stage.open(key)
        play.camera.one(key)
    looks.speak("zh_CN")
    settle("chinese")
    play.report.equal("english.back", looks.language, "zh_CN")


def store(play: Play) -> None:
    """Look at the files as a thief would."""
    stage, report = play.stage, play.report
    pending = stage.desk.pending()
    report.check("store.pending", pending > 0, pending)
    report.figures["pending"] = pending
    files = [file for file in stage.folder.rglob("*") if file.is_file()]
    needles = _needles(play)
    found = [file.name for file in files if _holds(file, needles)]
    told = "、".join(found) or f"{len(needles)} × {len(files)}"
    report.check("store.ciphertext", not found, told)
    database = [file for file in files if file.name == "showroom.db"]
    plain = [file.name for file in database if file.read_bytes().startswith(_PLAIN_HEAD)]
    report.check("store.encrypted", database and not plain, sum(_sizes(database)))


def _needles(play: Play) -> list[bytes]:
    """Names and phones of the story, as bytes a database or a log could hold."""
    names = {each.name for each in play.story.visits if each.name}
    phones = {each.phone for each in play.story.visits if each.phone}
    secrets = {play.scene("contract")["idno"], play.scene("recall")["plate"]}
    texts = names | phones | secrets
    return [text.encode(code) for text in sorted(texts) for code in ("utf-8", "utf-16-le")]


def _holds(file: Path, needles: Iterable[bytes]) -> bool:
    content = file.read_bytes()
    return any(needle in content for needle in needles)


def _sizes(files: Iterable[Path]) -> list[int]:
    return [file.stat().st_size for file in files]


def done(play: Play) -> None:
    """No work under way, no form half typed, no paper open, no half-written file."""
    stage, report = play.stage, play.report
    report.check("done.idle", Lanes.current().idle())
    dirty = stage.workspace.dirty_titles()
    report.check("done.forms", not dirty, "、".join(dirty))
    report.check("done.papers", not stage.papers(), len(stage.papers()))
    partial = [file.name for file in play.out.iterdir() if file.suffix in (".part", ".partial")]
    report.check("done.files", not partial, "、".join(partial))
    wanted = {each["file"] for each in (*report.documents, *report.screens)}
    missing = [name for name in wanted if not (play.out / name).is_file()]
    report.check("done.written", wanted and not missing, len(wanted))
