"""From a laid-out sheet to the plan of its import. Pure: the same cells give the same plan.

Settled here, because the ledger itself does not say:

- Name and phone are required (domain.md 3.2); level, date, model, source and note may be empty,
  but a filled cell that cannot be understood rejects its row. A gender or second phone that cannot
  be read is told and costs no customer.
- One phone is one person where the names allow it (王芳 and 王女士 do, as at reception): the first
  row of the sheet is accepted as it stands, with the earliest date of all as the first visit. One
  phone under two names puts every row of that phone into a clash.
- A date without a year is taken in the year the sheet's title names, else in that of `as_of`,
  unless it would lie ahead.
"""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from showroom.customer.namesake import may_be_one
from showroom.ledger.entry import RowReader
from showroom.ledger.intake.cells import Cell
from showroom.ledger.layout.choice import Layout
from showroom.ledger.layout.headings import Field
from showroom.ledger.layout.rows import RowKind, title_year
from showroom.ledger.plan import Clash, Entry, Person, Plan, Remark
from showroom.ledger.typed.day import DayRules, day_first


def plan(layout: Layout, as_of: date) -> Plan:
    """What an import of the sheet on that business date would do."""
    rules = _day_rules(layout, as_of)
    entries: list[Entry] = []
    rejected: list[Remark] = []
    notices: list[Remark] = []
    for row in layout.data_rows:
        reader = RowReader(row + 1, layout.sheet.rows[row], layout.columns, rules)
        entry = reader.entry()
        if entry:
            entries.append(entry)
            notices.extend(reader.notices)
        rejected.extend(reader.faults)
    people, clashes = grouped(entries)
    skipped = [(row + 1, kind.value) for row, kind in layout.kinds if kind in _TOLD]
    return Plan(
        tuple(people), tuple(rejected), tuple(clashes), tuple(notices), tuple(skipped),
        len(layout.data_rows),
    )  # fmt: skip


_TOLD = (RowKind.TOTAL, RowKind.HEADER, RowKind.NOTE)


def grouped(entries: Iterable[Entry]) -> tuple[list[Person], list[Clash]]:
    """People and clashes, each in the order of their first rows."""
    by_phone: dict[str, list[Entry]] = {}
    for entry in entries:
        by_phone.setdefault(entry.phone, []).append(entry)
    people: list[Person] = []
    clashes: list[Clash] = []
    for phone, same in by_phone.items():
        if all(may_be_one(one.name, other.name) for one, other in combinations(same, 2)):
            people.append(Person(same[0], tuple(same[1:])))
        else:
            clashes.append(Clash(phone, tuple(same)))
    return people, clashes


def _day_rules(layout: Layout, as_of: date) -> DayRules:
    sheet = layout.sheet
    return DayRules(
        as_of=as_of,
        year=title_year(sheet, layout.header),
        day_first=day_first(_visited_cells(layout)),
        since_1904=sheet.since_1904,
    )


def _visited_cells(layout: Layout) -> Iterable[Cell]:
    place = layout.columns.get(Field.VISITED)
    return [] if place is None else [layout.sheet.rows[row][place] for row in layout.data_rows]
