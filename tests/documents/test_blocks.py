from showroom.documents.blocks import Amount, Notice, Paragraph, Party, Signatures, Tick
from showroom.documents.breaking import Run, width
from showroom.documents.look import BODY, FIGURE, PORTRAIT
from showroom.documents.pen import Pen
from showroom.documents.text import Printable
from showroom.documents.wording import wording

MEASURE = PORTRAIT.measure


def drawn(block, measure=MEASURE):
    pen = Pen(PORTRAIT)
    y = 0.0
    for piece in block.pieces(measure):
        piece.draw(pen, 0, y)
        y += piece.height
    return pen, y


def test_a_paragraph_keeps_its_first_and_last_two_lines_together():
    pieces = list(Paragraph((Run(Printable("字" * 300)),)).pieces(MEASURE))
    assert [piece.holds for piece in pieces] == [True, *[False] * (len(pieces) - 3), True, False]


def test_a_held_paragraph_stays_with_what_follows():
    pieces = Paragraph((Run(Printable("字" * 300)),), holds=True).pieces(MEASURE)
    assert all(piece.holds for piece in pieces)


def test_a_notice_grows_with_its_words():
    short, long = (Notice(Printable("注"), ((Run(Printable("字" * n)),),)) for n in (10, 600))
    assert drawn(short)[1] < 60 < drawn(long)[1]


def test_the_largest_amount_does_not_run_into_its_words():
    w = wording()
    fen = 99_999_999_999_999
    pen, _ = drawn(Amount(w("quote.on_road"), w.money(fen), w.upper(fen)))
    label, upper, figure = pen._words  # noqa: SLF001
    right = upper.x + width(w.upper(fen), BODY.size, bold=True)
    assert figure.y == label.y + 1 or right < figure.x
    assert figure.x + width(w.money(fen), FIGURE.size, bold=True) < MEASURE
    assert right < MEASURE


def test_signature_blocks_never_split_and_grow_with_the_names():
    labels = (Printable("签字"),)
    plain = Signatures((Party(Printable("甲"), labels),))
    named = Signatures((Party(Printable("甲"), labels, Printable("名" * 200)),))
    [small], [large] = plain.pieces(MEASURE), named.pieces(MEASURE)
    assert small.height < large.height


def test_a_tick_is_drawn_only_where_it_was_given():
    given, open_ = (Tick((Run(Printable("同意")),), ticked=t) for t in (True, False))
    count = [sum(map(len, drawn(each)[0]._rules.values())) for each in (given, open_)]  # noqa: SLF001
    assert count == [6, 4]
