from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from showroom.documents import fonts
from showroom.documents.breaking import Run, broken, width
from showroom.documents.text import Printable
from tests.documents.reading import squeezed

NO_START = "，。、；：？！）」』】》…—”’％"
NO_END = "（「『【《“‘"
WORDS = st.text(
    st.sampled_from("展厅购车合同，。、；（）「」《》“”… \nabcXYZ0189-,.¥%")
    | st.characters(codec="ascii"),
    max_size=200,
).map(lambda s: "".join(c for c in s if c == "\n" or c in fonts.regular().widths))  # fmt: skip


def said(words, size=10.0, room=100.0):
    return [
        "".join(r.words for r in line.runs) for line in broken((Run(Printable(words)),), size, room)
    ]


def test_chinese_breaks_at_the_end_of_the_line():
    assert said("展" * 25) == ["展" * 10, "展" * 10, "展" * 5]


def test_no_closing_mark_starts_a_line():
    assert said("一二三四五六七八九十一，二") == ["一二三四五六七八九十", "一，二"]
    assert said("一二三四五六七八九（十）二")[1][0] == "（"


def test_a_closing_mark_may_hang_over_the_edge_by_its_blank_half():
    assert said("一二三四五六七八九，十", room=95.0)[0] == "一二三四五六七八九，"


def test_no_opening_mark_ends_a_line():
    assert said("一二三四五六七八九（十") == ["一二三四五六七八九", "（十"]


def test_latin_words_and_amounts_stay_whole():
    for count in range(1, 10):
        lines = said("价" * count + " ¥1,234,567.00 元整 NJHX-A-QT-0007")
        assert sum("¥1,234,567.00" in each for each in lines) == 1
        assert sum("NJHX-A-QT-0007" in each for each in lines) == 1


def test_a_word_longer_than_the_line_is_broken():
    lines = said("W" * 60)
    assert len(lines) > 1
    assert "".join(lines) == "W" * 60


def test_a_line_does_not_end_in_a_hyphen_that_readers_would_drop():
    for count in range(40):
        lines = said("中" * count + "AB-CD-EF - GH-IJ KL")
        assert not any(each.endswith("-") for each in lines[:-1])


def test_line_breaks_in_the_words_are_kept():
    assert said("一\n\n二") == ["一", "", "二"]


def test_runs_keep_their_weight_over_a_break():
    runs = (Run(Printable("甲" * 8)), Run(Printable("乙" * 8), bold=True))
    first, second = broken(runs, 10.0, 100.0)
    assert [(run.words, run.bold) for run in first.runs] == [("甲" * 8, False), ("乙乙", True)]
    assert [(run.words, run.bold) for run in second.runs] == [("乙" * 6, True)]


@given(WORDS, st.floats(8, 300))
def test_nothing_is_lost_and_nothing_sticks_out(words, room):
    lines = broken((Run(Printable(words)),), 9.0, room)
    assert squeezed("".join(run.words for line in lines for run in line.runs)) == squeezed(words)
    assert all(line.width <= room or line.count == 1 for line in lines)


@given(WORDS)
def test_marks_keep_their_side_of_the_break_where_there_is_room(words):
    lines = [each for each in said(words, room=2000.0) if each]
    assert all(width(Printable(each), 10.0) <= 2010 for each in lines)
    for before, after in pairwise(lines):
        if f"{before}\n" not in words:
            assert after[0] not in NO_START
            assert before[-1] not in NO_END
