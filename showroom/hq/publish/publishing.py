"""Files published: read, judged against what HQ holds, shown, and written in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from pathlib import Path

from sqlalchemy import Connection, insert

from db.headquarters import publication
from showroom.hq.headquarters import Headquarters
from showroom.hq.publish.effects import Moved, moved
from showroom.hq.publish.plan import Plan, PublishedRow, plan
from showroom.hq.publish.scope import Scope
from showroom.hq.publish.sheets.files import Opened, opened
from showroom.hq.publish.sheets.kinds import Kind
from showroom.hq.publish.sheets.problems import Problem
from showroom.hq.publish.sheets.rows import Row, rows_of
from showroom.hq.publish.standing import standing
from showroom.hq.writing import HqRow, write_rows

_ZONE = timezone(timedelta(hours=8))
_OUTLET = "outlet:"


@dataclass(frozen=True, slots=True)
class Publish:
    """What somebody asks to publish: files (of one `kind`, if told), to whom, and who asks."""

    files: tuple[Path, ...]
    to: str
    by: str
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing would write and which open quotes it moves; with problems, nothing."""

    bucket: str
    plan: Plan
    quotes: tuple[Moved, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that has to be put right first."""
        return self.plan.problems


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: the preview it was, and HQ's sequence number after it (0: nothing new)."""

    preview: Preview
    seq: int = 0


def preview(hq: Headquarters, asked: Publish) -> Preview:
    """What publishing would do now; raises Refusal for an unknown group or outlet."""
    files = read(asked)
    with hq.store.read() as connection:
        return _judged(hq, connection, asked, files)


def publish(hq: Headquarters, asked: Publish) -> Published:
    """Publish all of it or, with any problem, nothing; raises Refusal as `preview`."""
    files = read(asked)
    with hq.store.write() as connection:
        shown = _judged(hq, connection, asked, files)
        if shown.problems or not shown.plan.changes:
            return Published(shown)
        seq = write_rows(hq, connection, [_hq_row(each.row) for each in shown.plan.changes])
        _note(hq, connection, asked, _Written(files, shown, seq))
        return Published(shown, seq)


def read(asked: Publish) -> list[Opened]:
    """The files as they are, before anything of the store is held."""
    return [opened(file, asked.kind) for file in asked.files]


def today(hq: Headquarters) -> date:
    """The business date at headquarters."""
    return hq.clock.now().astimezone(_ZONE).date()


def _judged(
    hq: Headquarters, connection: Connection, asked: Publish, files: Sequence[Opened]
) -> Preview:
    there = standing(connection)
    scope = Scope.parse(asked.to, there)
    rows, problems = _rows(files)
    if problems:
        return Preview(scope.bucket, Plan(problems=tuple(problems)))
    made = plan(rows, scope, there, today(hq))
    quotes = moved(connection, there, made, today(hq)) if made.changes else ()
    return Preview(scope.bucket, made, quotes)


def _rows(files: Sequence[Opened]) -> tuple[list[Row], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    for file in files:
        problems += file.problems
        for table in file.tables:
            good, wrong = rows_of(table)
            rows += good
            problems += wrong
    return rows, problems


def _hq_row(row: PublishedRow) -> HqRow:
    outlet = row.bucket.removeprefix(_OUTLET) if row.bucket.startswith(_OUTLET) else ""
    return HqRow(row.table, row.id.bytes, row.bucket, dict(row.cells), outlet)


@dataclass(frozen=True, slots=True)
class _Written:
    files: Sequence[Opened]
    preview: Preview
    seq: int


def _note(hq: Headquarters, connection: Connection, asked: Publish, done: _Written) -> None:
    """One line for each file: what it was, to whom, by whom, and up to which number."""
    for file in done.files:
        connection.execute(
            insert(publication).values(
                id=hq.ids.new().bytes,
                kind=",".join(sorted({table.kind.name for table in file.tables})),
                file_name=file.name,
                file_hash=file.sha256,
                bucket=done.preview.bucket,
                rows=sum(len(table.lines) for table in file.tables),
                published_by=asked.by,
                published_at=hq.micros(),
                seq=done.seq,
            )
        )
