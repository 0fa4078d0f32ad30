"""What publishing some rows would write, or why nothing is published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from showroom.hq.publish import checks, making
from showroom.hq.publish.checks import Around
from showroom.hq.publish.dating import Clash, Laid, Mark, Terms, Version, lay
from showroom.hq.publish.scope import EVERYBODY, Scope, share_an_outlet
from showroom.hq.publish.sheets.kinds import KINDS, Kind
from showroom.hq.publish.sheets.problems import Problem
from showroom.hq.publish.sheets.rows import Row, duplicates, place
from showroom.hq.publish.standing import PUBLISHED_HEX, HeldRow, Standing
from showroom.money import shown


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A row as headquarters writes it: every cell of its table, empty ones as None."""

    table: str
    id: UUID
    bucket: str
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One row to write, and what publishing does to it."""

    kind: Kind
    mark: Mark
    row: PublishedRow


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written and what stays the same, by kind; with problems nothing is written."""

    changes: tuple[Change, ...] = ()
    same: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def rows(self) -> list[PublishedRow]:
        """The rows to write."""
        return [change.row for change in self.changes]

    def counts(self) -> dict[str, dict[str, int]]:
        """New, changed, closed and unchanged rows of each kind that was given."""
        counted: dict[str, dict[str, int]] = {}
        for name in KINDS:
            marks = [change.mark for change in self.changes if change.kind.name == name]
            told = {mark.name.lower(): marks.count(mark) for mark in Mark}
            told["same"] = self.same.get(name, 0)
            if any(told.values()):
                counted[name] = told
        return counted


@dataclass(slots=True)
class _Draft:
    """A plan in the making; `laid` are the versions to be, by table, bucket and shared cell."""

    around: Around
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    laid: dict[tuple[str, str, str], Laid] = field(default_factory=dict)


def plan(rows: Sequence[Row], scope: Scope, standing: Standing, today: date) -> Plan:
    """The rows to write so that all of `rows` is published to `scope`; `today` is HQ's date."""
    checks.with_people(rows, standing)
    around = Around(tuple(rows), standing, scope, today)
    problems = [*duplicates(rows), *checks.check(around)]
    if problems:
        return Plan(problems=tuple(problems))
    draft = _Draft(around)
    for row in rows:
        if not row.kind.dated:
            _undated(draft, row)
    for (kind, bucket, code), new in _grouped(rows, around).items():
        _dated(draft, (kind, bucket, code), new)
    draft.problems += [*_elsewhere(draft), *_floors_above(draft)]
    if draft.problems:
        return Plan(problems=tuple(draft.problems))
    return Plan(tuple(draft.changes), draft.same)


def _undated(draft: _Draft, row: Row) -> None:
    (bucket,) = draft.around.scope.buckets(row, draft.around.standing)
    key, cells = making.key_of(row, bucket), making.cells_of(row)
    owner = PUBLISHED_HEX
    if row.kind.name == "targets":
        outlet = draft.around.standing.outlet(row.values["outlet"])
        owner = (outlet and outlet.id) or PUBLISHED_HEX
    was = draft.around.standing.by_key.get((row.kind.table, key))
    stands = was is not None and was.cells.get("outlet_id") == owner
    if stands and was and bucket not in (was.bucket, EVERYBODY):
        facts = {"code": row.code, "bucket": was.bucket}
        draft.problems.append(row.problem(row.kind.code[0], "publish.elsewhere", **facts))
    elif stands and was and was.bucket == bucket and _content(was) == cells:
        draft.same[row.kind.name] += 1
    else:
        mark = Mark.CHANGED if stands else Mark.NEW
        whole = _whole(row.kind, {**cells, "outlet_id": owner})
        draft.changes.append(
            Change(row.kind, mark, PublishedRow(row.kind.table, key, bucket, whole))
        )


_Group = tuple[Kind, str, str]


def _grouped(rows: Iterable[Row], around: Around) -> dict[_Group, list[Row]]:
    """Rows of one thing in one bucket together; the thing by the cell its versions share."""
    groups: defaultdict[_Group, list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind.dated:
            shared = making.cells_of(row)[making.CODE_CELL[row.kind.table]]
            for bucket in around.scope.buckets(row, around.standing):
                groups[row.kind, bucket, shared].append(row)
    return groups


def _dated(draft: _Draft, group: _Group, rows: list[Row]) -> None:
    kind, bucket, shared = group
    standing = _versions(draft.around.standing, kind.table, bucket, shared)
    new = [
        Version(r.values["valid_from"], r.values["valid_to"], making.cells_of(r), r) for r in rows
    ]
    laid = lay(standing, new, Terms(draft.around.today, kind.unbroken))
    draft.laid[kind.table, bucket, shared] = laid
    draft.problems += [_clash(clash, rows[0], draft.around.today) for clash in laid.clashes]
    held = {version.since: version.of for version in standing}
    for mark, version in laid.written:
        was = held.get(version.since)
        key = was.id if was else making.key_of(version.of, bucket)
        cells = {**version.content, "outlet_id": PUBLISHED_HEX, **_dates(version)}
        published = PublishedRow(kind.table, key, bucket, _whole(kind, cells))
        draft.changes.append(Change(kind, mark, published))
    written = {version.since for _, version in laid.written}
    draft.same[kind.name] += sum(version.since not in written for version in new)


def _versions(standing: Standing, table: str, bucket: str, shared: str) -> list[Version]:
    """What HQ published of one thing in one bucket, the oldest first."""
    found = [
        _version(row)
        for row in standing.published.get(table, ())
        if row.bucket == bucket and row.cells[making.CODE_CELL[table]] == shared
    ]
    return sorted(found, key=lambda version: version.since)


def _version(row: HeldRow) -> Version:
    return Version(row.since, row.until, _content(row), row)


def _clash(clash: Clash, row: Row, today: date) -> Problem:
    """A clash as the problem of a row of the file, naming the version in its way."""
    blamed = clash.version.of if isinstance(clash.version.of, Row) else row
    facts: dict[str, object] = {
        "code": row.code, "since": clash.version.since, "today": today, "day": clash.day,
        "span": clash.other.span() if clash.other else "", "other": _named(clash.other),
    }  # fmt: skip
    of_end = clash.code in ("publish.gap", "publish.ended")
    return blamed.problem("valid_to" if of_end else "valid_from", clash.code, **facts)


def _named(version: Version | None) -> str:
    """Where the other version stands: in the file, or with headquarters already."""
    if version is not None and isinstance(version.of, Row):
        return place(version.of)
    return "publish.standing_version"


def _elsewhere(draft: _Draft) -> Iterator[Problem]:
    """Versions that an outlet would read beside another version published to another bucket."""
    standing = draft.around.standing
    for (table, bucket, shared), laid in draft.laid.items():
        others = [
            row
            for row in standing.published.get(table, ())
            if row.bucket != bucket
            and row.cells[making.CODE_CELL[table]] == shared
            and share_an_outlet(bucket, row.bucket, standing)
        ]
        new = [v for _, v in laid.written if isinstance(v.of, Row)]
        for version in new:
            for other in others:
                if version.meets(_version(other)):
                    facts = {"bucket": other.bucket, "span": _version(other).span()}
                    code = version.of.code
                    yield version.of.problem(
                        "valid_from", "publish.overlap_elsewhere", code=code, **facts
                    )


def _floors_above(draft: _Draft) -> Iterator[Problem]:
    """Floors above a guide price that holds on the same day, whichever of the two is new."""
    floors = _all_versions(draft, "floor_price")
    for trim_id, guides in _all_versions(draft, "price").items():
        for floor in floors.get(trim_id, ()):
            for guide in guides:
                low, high = floor.content["floor_price_fen"], guide.content["guide_price_fen"]
                row = next((v.of for v in (floor, guide) if isinstance(v.of, Row)), None)
                if row and low > high and floor.meets(guide):
                    facts = {"floor": shown(low), "guide": shown(high), "since": guide.since}
                    name = "floor_price" if row.kind.name == "floors" else "guide_price"
                    yield row.problem(name, "publish.floor_above", **facts)
    yield from _unpriced(draft)


def _unpriced(draft: _Draft) -> Iterator[Problem]:
    """New floors of a trim without any guide price."""
    priced = _all_versions(draft, "price")
    for (table, _, shared), laid in draft.laid.items():
        new = [v.of for v in laid.versions if isinstance(v.of, Row)]
        if table == "floor_price" and shared not in priced and new:
            yield new[0].problem("trim", "publish.trim_unpriced", code=new[0].code)


def _all_versions(draft: _Draft, table: str) -> dict[str, list[Version]]:
    """The versions to be of a table in every bucket, by the thing they are of."""
    found: defaultdict[str, list[Version]] = defaultdict(list)
    for (of, _, shared), laid in draft.laid.items():
        if of == table:
            found[shared] += laid.versions
    for row in draft.around.standing.published.get(table, ()):
        shared = row.cells[making.CODE_CELL[table]]
        if (table, row.bucket, shared) not in draft.laid:
            found[shared].append(_version(row))
    return found


def _content(row: HeldRow) -> dict[str, Any]:
    kept = {"outlet_id", *making.DATES}
    return {name: cell for name, cell in row.cells.items() if name not in kept and cell is not None}


def _dates(version: Version) -> dict[str, Any]:
    last = version.until
    return {
        "valid_from": version.since.isoformat(),
        "valid_to": None if last is None else last.isoformat(),
    }


def _whole(kind: Kind, cells: Mapping[str, Any]) -> dict[str, Any]:
    """Every cell of the table, so that what became empty is emptied."""
    from showroom.sync.cells import columns

    return {column.name: cells.get(column.name) for column in columns(kind.table)}
