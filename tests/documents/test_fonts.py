from showroom.documents import fonts
from showroom.documents.wording import wording
from showroom.terms import PayMethod


def test_both_weights_have_the_same_characters():
    assert fonts.regular().widths.keys() == fonts.bold().widths.keys()


def test_a_han_character_is_one_em_wide_and_figures_are_of_one_width():
    assert fonts.regular().width("展厅") == 2000
    assert len({fonts.bold().width(figure) for figure in "0123456789"}) == 1


def test_faces_are_loaded_once():
    assert fonts.regular() is fonts.regular()
    assert fonts.face(is_bold=True) is fonts.bold()


def test_the_fixed_words_of_every_paper_can_be_printed():
    for language in ("zh_CN", "en"):
        assert wording(language).term(PayMethod.CASH)
