from showroom.documents.galley import Piece, Room, Together, pages


class Bricks:
    """Pieces of given heights."""

    def __init__(self, *heights, head=None, holds=False, gap=0.0):
        self.heights, self.head, self.holds, self.gap = heights, head, holds, gap

    def pieces(self, measure):  # noqa: ARG002 - as every block
        for height in self.heights:
            yield Piece(height, _nothing, gap=self.gap, holds=self.holds, head=self.head)


def _nothing(pen, x, y):
    pass


def heights(blocks, first=100, others=200):
    set_pages = pages(blocks, 100, Room(first, others))
    return [[placed.piece.height for placed in page] for page in set_pages]


def test_pieces_fill_a_page_and_go_on_on_the_next():
    assert heights([Bricks(60, 30, 30, 150)]) == [[60, 30], [30, 150]]


def test_an_empty_paper_has_one_page():
    assert heights([]) == [[]]


def test_what_holds_moves_with_what_it_holds_on_to():
    assert heights([Bricks(60), Bricks(30, holds=True), Bricks(30)]) == [[60], [30, 30]]


def test_what_no_page_can_hold_falls_apart():
    assert heights([Together((Bricks(60, 60, 60, 60),))]) == [[60], [60, 60, 60]]


def test_together_stays_together():
    assert heights([Bricks(20), Together((Bricks(50), Bricks(50)))]) == [[20], [50, 50]]


def test_the_head_is_repeated_where_a_row_begins_a_page():
    head = Piece(10, _nothing)
    assert heights([Bricks(50, 40, 40, head=head)]) == [[10, 50, 40], [10, 40]]


def test_white_space_is_dropped_at_the_top_of_a_page():
    placed = pages([Bricks(80, 40, gap=30)], 100, Room(100, 200))
    assert [page[0].y for page in placed] == [0, 0]


def test_no_piece_sticks_out_of_its_page():
    for page in pages([Bricks(*([17] * 60), gap=5)], 100, Room(100, 200)):
        assert page[-1].y + page[-1].piece.height <= 200
