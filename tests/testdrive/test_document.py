from dataclasses import replace

import pytest

from showroom.terms import DriveMode
from showroom.testdrive.document import agreement, feedback, masked
from tests.documents.daysamples import AGREEMENT, FEEDBACK
from tests.documents.reading import pypdf


@pytest.mark.parametrize(
    ("number", "shown"),
    [("11010519491231002X", "110105********002X"), ("", ""), ("1234567890", "**********")],
)
def test_a_licence_number_is_masked(number, shown):
    assert masked(number) == shown


def test_the_licence_number_never_stands_whole_on_the_agreement():
    paper = agreement(AGREEMENT)
    assert AGREEMENT.licence_no not in pypdf(paper)
    assert "320105********0029" in pypdf(paper)


def test_the_agreement_is_one_page_to_sign():
    assert agreement(AGREEMENT).pages == 1


def test_driver_car_and_condition_are_printed():
    read = pypdf(agreement(AGREEMENT))
    for said in (
        "王彧喆",
        "C1",
        "2018-05-01",
        "苏A·D06288",
        "出车1,203公里",
        "左前轮毂有两处轻微划痕",
    ):
        assert said in read


def test_statements_and_privacy_notice_are_printed():
    read = pypdf(agreement(AGREEMENT))
    for said in ("驾驶资格。", "饮酒、服药与疲劳。", "责任。", "个人信息告知", "保存三年"):
        assert said in read


def test_what_is_not_known_yet_is_left_to_write_in():
    read = pypdf(agreement(replace(AGREEMENT, out_km=None, damage_before=" ")))
    assert "出车_______公里" in read
    assert "未见损伤" in read


def test_a_ride_needs_no_licence():
    ride = replace(
        AGREEMENT, mode=DriveMode.RIDE, licence_no="", licence_class=None,
        first_issue_date=None, licence_valid_to=None,
    )  # fmt: skip
    assert "试乘" in pypdf(agreement(ride))


def test_feedback_prints_scores_and_words():
    read = pypdf(feedback(FEEDBACK))
    assert "动力●5" in read
    assert FEEDBACK.liked in read
    assert "14天" in read


def test_feedback_without_words_has_dashes():
    read = pypdf(feedback(replace(FEEDBACK, liked="", disliked="", buy_in_days=None)))
    assert "喜欢—" in read
    assert "—天" in read
