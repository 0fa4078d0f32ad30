from dataclasses import replace

import pytest

from showroom.documents.table import Column, Row, Table
from showroom.documents.text import Printable
from showroom.visit.document import visit_log
from tests.documents.daysamples import VISITS
from tests.documents.reading import pages, pypdf


def test_the_head_of_a_table_stands_on_every_page():
    paper = visit_log(VISITS)
    assert paper.pages > 1
    assert all("拟购车型" in page for page in pages(paper))


def test_a_long_cell_goes_on_over_pages_and_loses_nothing():
    note = "".join(chr(0x4E00 + n) for n in range(590))
    visits = tuple(replace(each, note=note, competitor="竞" * 100) for each in VISITS.visits[:4])
    read = pypdf(visit_log(replace(VISITS, visits=visits)))
    for page_end in (note[:100], note[300:330], note[-30:]):
        assert page_end in read


def test_a_row_that_is_taller_than_a_page_is_set_in_slices():
    table = Table((Column(Printable("一"), 1),), (Row((Printable("字" * 600),)),))
    set_rows = list(table.pieces(30))
    assert len(set_rows) > 2
    assert all(piece.height < 400 for piece in set_rows)


def test_a_row_needs_a_cell_for_every_column():
    table = Table((Column(Printable("一"), 1),), (Row((Printable("a"), Printable("b"))),))
    with pytest.raises(ValueError, match="zip"):
        list(table.pieces(100))
