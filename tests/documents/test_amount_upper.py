import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import texts
from showroom.documents.amount_upper import amount_upper
from showroom.errors import Refusal

DIGITS = {mark: value for value, mark in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("100000.05", "壹拾万元零伍分"),
        ("10000010.00", "壹仟万零壹拾元整"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("100010001.00", "壹亿零壹万零壹元整"),
        ("0.05", "伍分"),
        ("0.00", "零元整"),
        ("1007000.00", "壹佰万零柒仟元整"),
        ("1010000000.00", "壹拾亿零壹仟万元整"),
        ("411569.47", "肆拾壹万壹仟伍佰陆拾玖元肆角柒分"),
        ("20000.00", "贰万元整"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0.50", "伍角"),
        ("0.53", "伍角叁分"),
        ("1.00", "壹元整"),
        ("10.00", "壹拾元整"),
        ("10.50", "壹拾元零伍角"),
        ("10.05", "壹拾元零伍分"),
        ("11.05", "壹拾壹元零伍分"),
        ("101.10", "壹佰零壹元壹角"),
        ("1001.00", "壹仟零壹元整"),
        ("1010.00", "壹仟零壹拾元整"),
        ("10001.00", "壹万零壹元整"),
        ("10101.00", "壹万零壹佰零壹元整"),
        ("20005.30", "贰万零伍元叁角"),
        ("100001.00", "壹拾万零壹元整"),
        ("100100.00", "壹拾万零壹佰元整"),
        ("101000.00", "壹拾万壹仟元整"),
        ("110000.00", "壹拾壹万元整"),
        ("1001000.00", "壹佰万零壹仟元整"),
        ("1010100.00", "壹佰零壹万零壹佰元整"),
        ("10050000.00", "壹仟零伍万元整"),
        ("10005000.00", "壹仟万零伍仟元整"),
        ("20305000.00", "贰仟零叁拾万伍仟元整"),
        ("20030500.00", "贰仟零叁万零伍佰元整"),
        ("100000000.00", "壹亿元整"),
        ("100000001.00", "壹亿零壹元整"),
        ("100005000.00", "壹亿零伍仟元整"),
        ("100105000.00", "壹亿零壹拾万伍仟元整"),
        ("110000000.00", "壹亿壹仟万元整"),
        ("101000000.00", "壹亿零壹佰万元整"),
        ("1000000000.00", "壹拾亿元整"),
        ("1000000000.10", "壹拾亿元零壹角"),
        ("100000000000.00", "壹仟亿元整"),
        ("100500000000.00", "壹仟零伍亿元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_an_amount_is_written_as_the_bank_wants_it(yuan: str, words: str) -> None:
    assert amount_upper(int(yuan.replace(".", ""))) == f"人民币{words}"


@pytest.mark.parametrize(
    ("fen", "code"),
    [(10**14, "documents.amount_overflow"), (-1, "documents.amount_negative")],
)
def test_what_has_no_words_is_refused(fen: int, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        amount_upper(fen)
    assert refused.value.code == code
    assert all(code in texts.load(language) for language in texts.LANGUAGES)


def read_group(words: str) -> int:
    total, digit = 0, 0
    for mark in words:
        if mark in UNITS:
            total, digit = total + digit * UNITS[mark], 0
        else:
            digit = DIGITS[mark]
    return total + digit


def read_back(words: str) -> int:
    """Fen of an amount in words, by a reader that shares nothing with the writer."""
    whole, mark, rest = words.removeprefix("人民币").removesuffix("整").rpartition("元")
    whole, rest = (whole, rest) if mark else ("", words.removeprefix("人民币"))
    hundreds_of_millions, _, below = whole.rpartition("亿")
    ten_thousands, _, units = below.rpartition("万")
    yuan = sum(
        read_group(part) * size
        for part, size in ((hundreds_of_millions, 10**8), (ten_thousands, 10**4), (units, 1))
    )
    tenths, _, hundredths = rest.rpartition("角")
    return yuan * 100 + read_group(tenths) * 10 + read_group(hundredths.removesuffix("分"))


@given(
    st.one_of(
        st.integers(0, 10**14 - 1),
        st.integers(0, 10**9),
        st.integers(0, 10**12 - 1).map(lambda n: n * 100),
    )
)
def test_every_amount_in_words_reads_back_as_itself(fen: int) -> None:
    words = amount_upper(fen)
    assert read_back(words) == fen
    assert "零零" not in words
    assert words.endswith("整") == (fen % 100 == 0)
    assert fen == 0 or not words.startswith("人民币零")


@given(st.integers(1, 10**12 - 1))
def test_a_run_of_zeros_inside_the_yuan_is_one_nought_unless_it_is_the_ten_thousands_alone(
    yuan: int,
) -> None:
    digits = str(yuan).rstrip("0")
    shift = len(str(yuan)) - len(digits)
    gaps = 0
    start = 0
    while (start := digits.find("0", start)) >= 0:
        end = start
        while digits[end] == "0":
            end += 1
        lonely = end - start == 1 and len(digits) - 1 - start + shift == 4
        gaps += 0 if lonely else 1
        start = end
    assert amount_upper(yuan * 100).count("零") == gaps
