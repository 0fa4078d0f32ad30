"""Cells merged downwards: one value that stands beside several rows."""

from dataclasses import replace

from showroom.ledger.intake.cells import Merge, Sheet


def filled(sheet: Sheet, below: int) -> Sheet:
    """The sheet with the value of every such cell in each row it spans, from row `below` on."""
    spans = [m for m in sheet.merges if m.left == m.right and m.top >= below and m.bottom > m.top]
    if not spans:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for span in spans:
        for row in _reached(span, len(rows)):
            if span.left < len(rows[row]):
                rows[row][span.left] = rows[span.top][span.left]
    return replace(sheet, rows=tuple(map(tuple, rows)))


def _reached(span: Merge, height: int) -> range:
    """The rows below the first one, as far as the sheet goes."""
    return range(span.top + 1, min(span.bottom + 1, height))
