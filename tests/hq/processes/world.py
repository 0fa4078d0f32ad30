"""Headquarters and desks as processes on loopback, a cable between them, and what must hold."""

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from db.headquarters import held_row, tx_log
from showroom.hq.enrol.codes import Invite, invite
from showroom.hq.headquarters import Headquarters
from showroom.hq.keeping import house, tls
from showroom.sync import joining, wire
from tests.hq.processes import hand
from tests.hq.processes.proxy import FINE, Cable, Fault
from tests.hq.service import serving

_SECONDS = 60.0
_METHODS = multiprocessing.get_all_start_methods()
_CONTEXT: Any = multiprocessing.get_context("forkserver" if "forkserver" in _METHODS else "spawn")
if "forkserver" in _METHODS:
    _CONTEXT.set_forkserver_preload(["tests.hq.processes.hand", "httpx2", "stamina"])


class Failed(Exception):
    """The desk said no, or could not; the code is the first word."""


@dataclass
class DeskProcess:
    """A desk of a folder; killed and begun again at will. What it said it did is remembered."""

    folder: Path
    days: float = 0
    numbers: list[str] = field(default_factory=list)
    txs: set[str] = field(default_factory=set)
    put: int | None = None
    kills: int = 0
    process: BaseProcess | None = None

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        ours, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(
            target=hand.main, args=(self.folder, self.days, theirs), daemon=True
        )
        self.process.start()
        theirs.close()
        self.pipe = ours

    def tell(self, verb: str, *words: object) -> None:
        """Tell it to do something; do not wait."""
        self.pipe.send((verb, words))

    def answer(self) -> Any:
        """What it answers; raises Failed."""
        assert self.pipe.poll(_SECONDS), "no answer"
        word, value = self.pipe.recv()
        if word != "done":
            raise Failed(value) if word == "failed" else AssertionError(value)
        return value

    def do(self, verb: str, *words: object) -> Any:
        """Tell it, and wait for the answer."""
        self.tell(verb, *words)
        value = self.answer()
        if verb == "visit":
            self._note("visit", value)
        elif verb in {"put", "bulk"}:
            self.txs.add(value)
        return value

    def kill(self) -> Counter[str]:
        """SIGKILL; how often it had done each thing. Only what it told stands for certain."""
        assert self.process
        self.process.kill()
        self.process.join()
        self.kills += 1
        done: Counter[str] = Counter()
        try:
            while True:
                word, value = self.pipe.recv()
                if word in {"crashed", "failed"}:
                    raise AssertionError(value)
                self._note(word, value)
                done[word] += 1
        except (EOFError, OSError):
            self.pipe.close()
        return done

    def end(self) -> None:
        """Close the store and end."""
        self.pipe.close()
        if self.process and self.process.is_alive():
            self.process.join(10)
            self.process.kill()

    def again(self) -> None:
        """End, and begin anew on the same folder."""
        self.end()
        self.start()

    def _note(self, word: str, value: Any) -> None:
        if word == "visit":
            number, tx = value
            self.numbers.append(number)
            self.txs.add(tx)
        elif word == "put":
            self.put, tx = value
            self.txs.add(tx)


@dataclass
class World:
    """One HQ behind one cable, and the desks that joined it. Nothing in it may be lost."""

    place: Path
    database: str
    cable: Cable = field(default_factory=Cable)
    desks: list[DeskProcess] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None
    hq_kills: int = 0

    @property
    def folder(self) -> Path:
        return self.place / "hq"

    def found(self) -> None:
        """Make HQ by its own commands, and let it serve."""
        words = ["--url", f"https://127.0.0.1:{self.cable.port}"]
        self.hq("init", *words, *(["--database", self.database] if self.database else []))
        self.hq("outlet", "NJHX", "南京河西店")
        self.serve()

    def hq(self, *words: str) -> Any:
        """`showroom hq …`, which must succeed; what it answers."""
        line = [sys.executable, "-m", "showroom", "hq", words[0], *words[1:]]
        done = subprocess.run(
            [*line, "--folder", str(self.folder), "--json"],
            capture_output=True, text=True, check=False, encoding="utf-8", timeout=_SECONDS,
            env=_environment(),
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def serve(self) -> None:
        """HQ as a process; the cable leads to it."""
        with (self.place / "serve.log").open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "showroom", "hq", "serve", "--folder", str(self.folder),
                 "--port", "0", "--json"],
                stdout=subprocess.PIPE, stderr=log, text=True, env=_environment(),
            )  # fmt: skip
        self.cable.target = _port(self.process)

    def kill_hq(self) -> None:
        """SIGKILL."""
        if self.process:
            self.hq_kills += 1
            self.process.kill()

    def stop_hq(self) -> None:
        """SIGTERM, or what is left of a killed one."""
        if self.process:
            self.process.terminate()
            with self.process:
                self.process.wait(20)
        self.process = None

    def begin_again(self) -> None:
        """HQ anew on what it left."""
        self.stop_hq()
        self.serve()

    @contextmanager
    def inside(self) -> Iterator[Headquarters]:
        """HQ's store, beside the process that serves it."""
        with house.opened(self.folder, serving.ports()) as hq:
            yield hq

    def invitation(self) -> str:
        with self.inside() as hq:
            url, authorities = house.config_of(self.folder).url, tls.authorities(self.folder)
            return joining.written(invite(hq, Invite("NJHX", 10, url, authorities)))

    def desk(self, folder: Path) -> DeskProcess:
        """A desk of that folder, joined and in step."""
        made = self.beside(folder)
        made.do("join", self.invitation())
        made.do("sync")
        return made

    def beside(self, folder: Path, days: float = 0) -> DeskProcess:
        """A desk process of a folder that joined before."""
        made = DeskProcess(folder, days)
        self.desks.append(made)
        return made

    def leave(self, desk: DeskProcess) -> None:
        """That desk is no more; what it sent stays."""
        desk.end()
        self.desks.remove(desk)

    def weather(self, *faults: Fault) -> None:
        """What befalls the next connections, then fine weather."""
        coming = list(faults)
        self.cable.weather = lambda: coming.pop(0) if coming else FINE

    def settle(self, *desks: DeskProcess) -> None:
        """Fine weather, and every desk exchanges until it is quiet; nobody has anything left."""
        self.weather()
        for _ in range(3):
            for desk in desks or self.desks:
                told = desk.do("sync")
                assert told["status"] == "ok", told
        for desk in desks or self.desks:
            assert desk.do("pending") == 0
        self.check(*desks)

    def check(self, *desks: DeskProcess) -> None:
        """Nothing lost, nothing twice, desks equal to HQ, numbers unique."""
        with self.inside() as hq:
            held, notes, words = _held(hq)
        for desk in desks or self.desks:
            assert desk.do("rows") == held, _difference(desk.do("rows"), held)
            assert desk.do("sync", True)["laid"] == 0
        told = [number for desk in self.desks for number in desk.numbers]
        assert not [number for number, times in Counter(told).items() if times > 1]
        assert not [number for number, times in notes.items() if times > 1]
        assert not set(told) - notes.keys(), "a visit is lost"
        for desk in desks or self.desks:
            shown = {bytes(tx).hex() for (tx,) in desk.do("ask", _TRAY)}
            heard = {tx for tx, word in words.items() if word in {"accepted", "merged"}}
            assert not desk.txs - heard - shown, "a transaction is lost"

    def forget_transactions(self) -> None:
        """HQ was put back: rows come back, the list of transactions need not."""
        for desk in self.desks:
            desk.txs.clear()

    def close(self) -> None:
        for desk in self.desks:
            desk.end()
        self.stop_hq()
        self.cable.close()


_TRAY = "SELECT tx FROM tx_receipt WHERE verdict IN ('rejected', 'held') AND settled_at IS NULL"


def rough(rng: Random) -> Fault:
    """Some weather: refused, cut while asking or while answering, slow."""
    return rng.choice(
        [
            Fault(refused=True),
            Fault(up=rng.randrange(1, 4_000)),
            Fault(down=rng.randrange(1, 3_000)),
            Fault(down=rng.randrange(3_000, 8_000)),
            Fault(pause=rng.random() / 20),
        ]
    )


def _held(hq: Headquarters) -> tuple[dict[Any, int], Counter[str], dict[str, str]]:
    """HQ's rows by hash, how often each visit's number is there, the verdict of transactions."""
    told = held_row.c
    with hq.store.read() as connection:
        rows = connection.execute(
            select(told.row_table, told.row_id, told.hash, told.body).where(told.hash != 0)
        ).all()
        words = {
            bytes(tx).hex(): wire.decode(bytes(raw), wire.Verdict).word
            for tx, raw in connection.execute(select(tx_log.c.tx, tx_log.c.verdict))
        }
    visits = [wire.decode_cells(bytes(body)) for table, _, _, body in rows if table == "visit"]
    notes = Counter(str(v["note"]) for v in visits if "-BJ-" in str(v.get("note", "")))
    return {(table, bytes(key)): int(hash_) for table, key, hash_, _ in rows}, notes, words


def _difference(desk: dict[Any, int], held: dict[Any, int]) -> str:
    wrong = [a for a in desk.keys() | held.keys() if desk.get(a) != held.get(a)]
    return str([(t, k.hex(), (t, k) in desk, (t, k) in held) for t, k in sorted(wrong)[:9]])


def _environment() -> dict[str, str]:
    return {**os.environ, "SHOWROOM_LANGUAGE": "en", "PYTHONUNBUFFERED": "1"}


def _port(process: subprocess.Popen[str]) -> int:
    said, until = "", time.monotonic() + _SECONDS
    for line in process.stdout or ():
        said += line
        if line.startswith("}") or time.monotonic() > until:
            return int(json.loads(said)["url"].rsplit(":", 1)[1])
    raise AssertionError("HQ does not serve")
