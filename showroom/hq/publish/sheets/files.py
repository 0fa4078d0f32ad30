"""From files to tables with headings: workbooks and text through the ledgers' capped reader, JSON.

No row is judged here; a file, a sheet or a heading that cannot be understood is a problem.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from showroom import texts
from showroom.errors import Failure
from showroom.hq.publish.sheets.kinds import KINDS, Field, Kind
from showroom.hq.publish.sheets.problems import Problem, Where, of_file, own_code
from showroom.hq.publish.sheets.values import is_empty
from showroom.ledger.intake import reading
from showroom.ledger.intake.caps import FILE_BYTES, ROWS, column_letters
from showroom.ledger.intake.cells import Sheet
from showroom.ledger.typed.text import key, shown, unbracketed

_LANGUAGES = tuple(texts.load(language) for language in texts.LANGUAGES)
_COLUMNS_MOST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its number in the file, and its filled cells by field name."""

    number: int
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one kind in one sheet; `columns` says where each field stands."""

    kind: Kind
    file: str
    sheet: str
    columns: dict[str, str]
    lines: tuple[Line, ...]

    def where(self, number: int, field: str = "") -> Where:
        """The place of a row, or of its cell."""
        return Where(self.file, self.sheet, number, self.columns.get(field, field))


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file holds: its name, the hash of its bytes, its tables, and what is wrong."""

    name: str
    sha256: bytes
    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]


def opened(file: Path, kind: Kind | None = None) -> Opened:
    """The tables of a file, of one kind where that is told."""
    try:
        if file.suffix.lower() == ".json":
            return _of_json(file, kind)
        read = reading.read(file)
    except Failure as failure:
        return Opened(file.name, b"", (), (of_file(file, failure),))
    found = [_of_sheet(file.name, sheet, kind) for sheet in read.book.sheets]
    refused = [
        Problem(Where(file.name, each.sheet), own_code(each.code), each.facts)
        for each in read.book.refused
    ]
    return _gathered(file.name, bytes.fromhex(read.sha256), [*_flat(found), *refused])


def known_kind(name: str) -> Kind | None:
    """The kind of that name, in code or in either language's word."""
    return _BY_NAME.get(key(name))


def _gathered(name: str, digest: bytes, found: Iterable[Table | Problem]) -> Opened:
    parts = list(found)
    tables = tuple(each for each in parts if isinstance(each, Table))
    problems = tuple(each for each in parts if isinstance(each, Problem))
    if not problems and not any(table.lines for table in tables):
        problems = (Problem(Where(name), "publish.file_empty"),)
    return Opened(name, digest, tables, problems)


def _flat(found: Iterable[list[Table | Problem]]) -> Iterator[Table | Problem]:
    for each in found:
        yield from each


def _of_sheet(file: str, sheet: Sheet, told: Kind | None) -> list[Table | Problem]:
    top = next((n for n, row in enumerate(sheet.rows) if not all(map(is_empty, row))), None)
    if top is None or key(sheet.name) in _NOTES:
        return []
    headings = [key(unbracketed(shown(cell))) for cell in sheet.rows[top]]
    kind = told or known_kind(sheet.name) or _by_headings(headings)
    if kind is None:
        where, known = Where(file, sheet.name, top + 1), _listed(KINDS.values())
        return [Problem(where, "publish.unknown_sheet", {"known": known})]
    fields = [_names(kind).get(name) for name in headings]
    letters = {
        field.name: f"{column_letters(n)} {shown(sheet.rows[top][n])}"
        for n, field in enumerate(fields)
        if field
    }
    table = Table(kind, file, sheet.name, letters, _lines(fields, sheet, top))
    return [table, *_misheaded(table, sheet, top, headings)]


def _lines(fields: Sequence[Field | None], sheet: Sheet, top: int) -> tuple[Line, ...]:
    """The filled rows below the headings."""
    below = enumerate(sheet.rows[top + 1 :], top + 2)
    return tuple(Line(number, cells) for number, row in below if (cells := _filled(fields, row)))


def _filled(fields: Sequence[Field | None], row: Sequence[Any]) -> dict[str, Any]:
    pairs = zip(fields, row, strict=False)
    return {field.name: cell for field, cell in pairs if field and not is_empty(cell)}


def _misheaded(table: Table, sheet: Sheet, top: int, headings: list[str]) -> Iterator[Problem]:
    """Columns nobody knows, columns there twice, columns that are not there."""
    known, seen = _names(table.kind), set[str]()
    for place, name in enumerate(headings):
        field = known.get(name)
        column = f"{column_letters(place)} {shown(sheet.rows[top][place])}"
        where = Where(table.file, table.sheet, top + 1, column)
        if name and field is None:
            listed = _headings(table.kind)
            yield Problem(where, "publish.unknown_column", {"known": listed})
        elif field and field.name in seen:
            yield Problem(where, "publish.column_twice")
        elif field:
            seen.add(field.name)
    yield from _absent(table, seen, top + 1)


def _absent(table: Table, seen: set[str], row: int) -> Iterator[Problem]:
    where = Where(table.file, table.sheet, row)
    for field in table.kind.fields:
        if field.required and field.name not in seen:
            heading = _LANGUAGES[0](table.kind.heading(field))
            yield Problem(where, "publish.no_column", {"column": heading, "name": field.name})


def _of_json(file: Path, told: Kind | None) -> Opened:
    """`{"prices": [{…}, …], …}`, or a plain list of one kind that is told or the file's name."""
    if file.exists() and file.stat().st_size > FILE_BYTES:
        return _refused(file, "publish.file_big", most=FILE_BYTES >> 20)
    try:
        data = file.read_bytes()
        parsed = _decode(data)
    except OSError:
        return _refused(file, "publish.file_missing", file=file.name)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _refused(file, "publish.json_file", told=str(error)[:80])
    kind = told or known_kind(file.stem)
    groups = {kind.name: parsed} if isinstance(parsed, list) and kind else parsed
    if not isinstance(groups, dict):
        return _refused(file, "publish.json_shape", known=_listed(KINDS.values()))
    found = [_of_list(file.name, name, rows) for name, rows in groups.items()]
    return _gathered(file.name, sha256(data).digest(), _flat(found))


def _refused(source: Path, code: str, **facts: object) -> Opened:
    return Opened(source.name, b"", (), (Problem(Where(source.name), code, facts),))


def _of_list(file: str, name: str, rows: Any) -> list[Table | Problem]:  # noqa: ANN401 - JSON
    kind, where = known_kind(name), Where(file, name)
    if kind is None:
        return [Problem(where, "publish.unknown_sheet", {"known": _listed(KINDS.values())})]
    if not _are_objects(rows):
        return [Problem(where, "publish.json_rows")]
    if len(rows) > ROWS or any(len(row) > _COLUMNS_MOST for row in rows):
        return [Problem(where, "publish.file_rows", {"cell": name, "most": ROWS})]
    lines = tuple(Line(n, _named_cells(kind, row)) for n, row in enumerate(rows, 1))
    problems = [
        problem for n, row in enumerate(rows, 1) for problem in _unknown_names(kind, row, (file, n))
    ]
    return [Table(kind, file, kind.name, {}, lines), *problems]


def _are_objects(rows: object) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def _named_cells(kind: Kind, row: dict[str, Any]) -> dict[str, Any]:
    """The filled cells of a JSON object by field name."""
    known = _names(kind)
    pairs = ((known.get(key(name)), cell) for name, cell in row.items())
    return {field.name: cell for field, cell in pairs if field and not is_empty(cell)}


def _unknown_names(kind: Kind, row: dict[str, Any], place: tuple[str, int]) -> Iterator[Problem]:
    file, number = place
    for name in row:
        if key(name) not in _names(kind):
            where = Where(file, kind.name, number, name[:50])
            yield Problem(where, "publish.unknown_column", {"known": _headings(kind)})


_decode: Callable[[bytes], Any] = msgspec.json.Decoder(float_hook=Decimal).decode


@cache
def _names(kind: Kind) -> dict[str, Field]:
    """Each heading a column may stand under: its name, and its word in either language."""
    return {
        key(unbracketed(said)): field
        for field in kind.fields
        for said in (field.name, *(words(kind.heading(field)) for words in _LANGUAGES))
    }


def _by_headings(headings: Sequence[str]) -> Kind | None:
    """The one kind whose needed columns are all there and that knows every column."""
    given = {name for name in headings if name}
    fits = [
        kind
        for kind in KINDS.values()
        if given <= _names(kind).keys()
        and {_names(kind)[name].name for name in given}
        >= {field.name for field in kind.fields if field.required}
    ]
    return fits[0] if len(fits) == 1 else None


def _listed(kinds: Iterable[Kind]) -> str:
    return "、".join(f"{_LANGUAGES[0](kind.title)}({kind.name})" for kind in kinds)


def _headings(kind: Kind) -> str:
    return "、".join(f"{_LANGUAGES[0](kind.heading(f))}({f.name})" for f in kind.fields)


_BY_NAME = {
    key(said): kind
    for kind in KINDS.values()
    for said in (kind.name, kind.table, *(words(kind.title) for words in _LANGUAGES))
}
_NOTES = {key(words("publish.notes_sheet")) for words in _LANGUAGES}
