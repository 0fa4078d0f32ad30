from showroom.dayclose.figures import Bars, Tiles
from showroom.documents.look import ACCENT, PORTRAIT
from showroom.documents.pen import Pen
from showroom.documents.text import NOTHING, Printable


def bars(*counts):
    pen = Pen(PORTRAIT)
    steps = tuple((Printable("步"), count, NOTHING) for count in counts)
    for piece in Bars(steps).pieces(400):
        piece.draw(pen, 0, 0)
    return [box.width for box in pen._fills[ACCENT]]  # noqa: SLF001


def test_bars_are_as_long_as_their_counts():
    longest, half, none = bars(10, 5, 0)
    assert (half, none) == (longest / 2, 0)


def test_a_day_of_nothing_draws_empty_bars():
    assert bars(0, 0) == [0, 0]


def test_four_tiles_stand_in_a_row():
    tiles = tuple((Printable("留档率"), Printable("50.0%"), Printable("1 / 2")) for _ in range(5))
    assert len(list(Tiles(tiles).pieces(400))) == 2
