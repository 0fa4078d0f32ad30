"""日报表 as a workbook: store, consultants and takings, a tab each."""

from collections.abc import Iterator

from showroom import money
from showroom.dayclose.paper import DayReportPaper, Figure
from showroom.documents import sheet
from showroom.documents.sheet import Book, Cell, Tab, Titled
from showroom.documents.wording import Wording, wording


def workbook(data: DayReportPaper) -> bytes:
    """The daily report as xlsx: figures with numerator and denominator, money as numbers."""
    w = wording()
    head = data.head
    title = f"{w('title.day_report')} {head.business_date.isoformat()}"
    book = Book(title, head.seller.name, data.seal.closed_at, w("book.page"))
    return sheet.workbook(book, (_store(data, w), _consultants(data, w), _takings(data, w)))


def _store(data: DayReportPaper, w: Wording) -> Tab:
    head = data.head
    titles = (
        Titled(w("book.figure"), 26),
        Titled(w("book.value"), 16),
        Titled(w("book.numerator"), 12),
        Titled(w("book.denominator"), 12),
    )
    rows: list[tuple[Cell, ...]] = [_figure(each) for each in (*data.rates, *data.figures)]
    rows += [(step.label, step.rate, step.count, None) for step in data.funnel]
    rows += [(w.term(level), None, count, None) for level, count in data.levels]
    notes = (
        f"{head.seller.name}  {head.seller.outlet}",
        f"{w('doc_no')} {head.number}  {w('version_of', version=head.version)}",
        *_notes(data, w),
    )
    heading = f"{w('title.day_report')}  {head.business_date.isoformat()}"
    return Tab(w("book.store"), titles, rows, heading, notes)


def _notes(data: DayReportPaper, w: Wording) -> Iterator[str]:
    told = (
        ("day.reopened_reason", data.reopened_reason),
        ("day.tomorrow_plan", data.tomorrow_plan),
        ("day.manager_note", data.manager_note),
        ("day.digest", data.seal.digest),
    )
    yield from (f"{w(key)}  {said}" for key, said in told if said)
    for each in data.blockers:
        yield f"{w('day.blockers')}  {each.what}  {each.acknowledged_by}"


def _figure(each: Figure) -> tuple[Cell, ...]:
    """A count is a number to reckon with; a rate reads as on the board, beside its two numbers."""
    is_count = each.denominator is None and each.numerator is not None
    value: Cell = each.numerator if is_count else each.value
    return each.label, value, each.numerator, each.denominator


def _consultants(data: DayReportPaper, w: Wording) -> Tab:
    titles = (
        Titled(w("consultant"), 16),
        Titled(w("book.figure"), 20),
        Titled(w("book.value"), 14),
        Titled(w("book.numerator"), 12),
        Titled(w("book.denominator"), 12),
    )
    rows = [(line.name, *_figure(each)) for line in data.consultants for each in line.figures]
    return Tab(w("book.consultants"), titles, rows, w("day.consultants"))


def _takings(data: DayReportPaper, w: Wording) -> Tab:
    titles = (
        Titled(w("day.method"), 16),
        Titled(w("day.booked"), 16),
        Titled(w("day.counted"), 16),
        Titled(w("day.variance"), 16),
    )
    rows = [
        (
            w.term(each.method),
            money.to_yuan(each.booked_fen),
            None if each.counted_fen is None else money.to_yuan(each.counted_fen),
            None if each.counted_fen is None else money.to_yuan(each.counted_fen - each.booked_fen),
        )
        for each in data.takings
    ]
    reason = (
        (f"{w('day.variance_reason')}  {data.variance_reason}",) if data.variance_reason else ()
    )
    return Tab(w("book.takings"), titles, rows, w("day.takings"), reason)
