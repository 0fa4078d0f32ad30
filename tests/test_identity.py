from datetime import date

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric as stdnum_ric
from stdnum.cn import uscc as stdnum_uscc
from stdnum.iso7064 import mod_11_2

from showroom import identity, texts
from showroom.errors import Refusal

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VIN_LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"


def refusal_of(check, *args) -> Refusal:
    with pytest.raises(Refusal) as refused:
        check(*args)
    for language in texts.LANGUAGES:
        assert texts.load(language)(refused.value.code, **refused.value.facts)
    return refused.value


@pytest.mark.parametrize(
    "typed",
    [
        "13900000000",
        " 139 0000 0000 ",
        "139-0000-0000",
        "139\u20130000\u20140000",
        "１３９００００００００",
        "+86 139 0000 0000",
        "＋８６－１３９００００００００",
        "(+86)139-0000-0000",
        "0086 13900000000",
        "8613900000000",
        "86-139-0000-0000",
        "13900000000.0",
        "13900000000.00",
        "\u200b13900000000\ufeff",
        "139\u00a00000\u30000000",
        "\t13900000000\n",
    ],
)
def test_a_mobile_number_typed_in_any_way_is_one_number(typed: str) -> None:
    assert identity.as_phone(typed) == "13900000000"


def test_a_number_in_scientific_notation_is_taken_only_with_all_its_digits() -> None:
    assert identity.as_phone("1.3912345678E+10") == "13912345678"
    assert identity.as_phone("1.3912345678e10") == "13912345678"
    assert refusal_of(identity.as_phone, "1.39E+10").code == "identity.phone_rounded"
    assert refusal_of(identity.as_phone, "1.391234E+10").code == "identity.phone_rounded"


@pytest.mark.parametrize(
    ("typed", "code", "facts"),
    [
        ("1390000000", "identity.phone_short", {"missing": 1}),
        ("139", "identity.phone_short", {"missing": 8}),
        ("", "identity.phone_short", {"missing": 11}),
        ("+86 139 0000", "identity.phone_short", {"missing": 4}),
        ("139000000001", "identity.phone_long", {"extra": 1}),
        ("1390000000013800000000", "identity.phone_long", {"extra": 11}),
        ("12900000000", "identity.phone_prefix", {}),
        ("010-88888888", "identity.phone_prefix", {}),
        ("0531-8888888", "identity.phone_prefix", {}),
        ("23900000000", "identity.phone_prefix", {}),
        ("1390000000O", "identity.phone_characters", {}),
        ("13900000000/13800000000", "identity.phone_characters", {}),
        ("13900000000 王", "identity.phone_characters", {}),
        ("139.5", "identity.phone_characters", {}),
        ("-", "identity.phone_short", {"missing": 11}),
        ("暂无", "identity.phone_characters", {}),
        ("１３９٣٣٣٣٣٣٣٣", "identity.phone_characters", {}),
    ],
)
def test_what_is_no_mobile_number_is_refused_with_its_reason(typed, code, facts) -> None:
    refused = refusal_of(identity.as_phone, typed)
    assert refused.code == code
    assert facts.items() <= refused.facts.items()
    assert refused.facts["field"] == "phone"


@pytest.mark.parametrize(
    ("typed", "missing"),
    [("", 11), ("1", 10), ("139 0000", 4), ("+86139", 8), ("13900000000", 0), ("139000000000", 0)],
)
def test_the_missing_digits_are_counted_while_typing(typed: str, missing: int) -> None:
    assert identity.phone_missing(typed) == missing


@given(MOBILES)
def test_every_way_the_phone_library_writes_a_mobile_number_is_read_back(phone: str) -> None:
    parsed = phonenumbers.parse(phone, "CN")
    for style in ("E164", "INTERNATIONAL", "NATIONAL"):
        written = phonenumbers.format_number(parsed, getattr(phonenumbers.PhoneNumberFormat, style))
        assert identity.as_phone(written) == phone


@given(st.text(max_size=30))
def test_any_text_becomes_eleven_digits_or_a_refusal(typed: str) -> None:
    try:
        phone = identity.as_phone(typed)
    except Refusal:
        return
    assert len(phone) == 11
    assert phone.isascii()
    assert identity.as_phone(phone) == phone


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２ｘ",
        "110105 19491231 002X",
    ],
)
def test_an_identity_number_is_normalised_first(typed: str) -> None:
    assert identity.as_idno(typed) == "11010519491231002X"
    assert identity.born_on("11010519491231002X") == date(1949, 12, 31)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("110105194912310021", "identity.idno_check"),
        ("11010519491231003X", "identity.idno_check"),
        ("11010519491331002X", "identity.idno_birth"),
        ("110105190002290029", "identity.idno_birth"),
        ("110105000002290029", "identity.idno_birth"),
        ("110105491231002", "identity.idno_form"),
        ("X1010519491231002X", "identity.idno_form"),
        ("11010519491231002Y", "identity.idno_form"),
        ("", "identity.idno_form"),
    ],
)
def test_a_wrong_identity_number_is_refused(typed: str, code: str) -> None:
    assert refusal_of(identity.as_idno, typed).code == code


def test_nobody_is_born_tomorrow() -> None:
    idno = "11010520261123" + "001"
    idno += mod_11_2.calc_check_digit(idno)
    assert identity.as_idno(idno) == idno
    assert identity.as_idno(idno, date(2026, 11, 23)) == idno
    assert refusal_of(identity.as_idno, idno, date(2026, 11, 22)).code == "identity.idno_birth"


@given(
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
    st.sampled_from("0123456789X"),
)
def test_identity_numbers_agree_with_the_number_library(born: date, order: int, last: str) -> None:
    idno = f"110105{born:%Y%m%d}{order:03d}{last}"
    if stdnum_ric.is_valid(idno):
        assert identity.as_idno(idno.lower()) == idno
    else:
        assert refusal_of(identity.as_idno, idno).code == "identity.idno_check"


@pytest.mark.parametrize(
    "typed",
    ["91110000600037341L", "９１１１００００６０００３７３４１ｌ", "9111 0000 6000 3734 1l"],
)
def test_a_credit_code_is_normalised_and_checked(typed: str) -> None:
    assert identity.as_uscc(typed) == "91110000600037341L"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("91110000600037342L", "identity.uscc_check"),
        ("91110000600037341", "identity.uscc_form"),
        ("9111000060003734IL", "identity.uscc_form"),
        ("9111000060003734ZL", "identity.uscc_form"),
        ("91110000600037341京", "identity.uscc_form"),
    ],
)
def test_a_wrong_credit_code_is_refused(typed: str, code: str) -> None:
    assert refusal_of(identity.as_uscc, typed).code == code


@given(
    st.from_regex(r"[159][123]\d{6}", fullmatch=True), st.text(USCC_LETTERS, min_size=9, max_size=9)
)
def test_credit_codes_agree_with_the_number_library(head: str, organisation: str) -> None:
    head = "".join(str(int(mark)) for mark in head)
    uscc = head + organisation + stdnum_uscc.calc_check_digit(head + organisation)
    assert identity.as_uscc(uscc) == uscc
    wrong = USCC_LETTERS[(USCC_LETTERS.index(uscc[-1]) + 1) % 31]
    assert refusal_of(identity.as_uscc, uscc[:-1] + wrong).code == "identity.uscc_check"


def test_a_vin_is_normalised_and_its_check_digit_only_warns() -> None:
    assert identity.as_vin(" lyvuz10a7tb000123 ") == "LYVUZ10A7TB000123"
    assert identity.as_vin("ＬＹＶＵＺ１０Ａ７ＴＢ０００１２３") == "LYVUZ10A7TB000123"
    assert identity.vin_check_holds("1M8GDM9AXKP042788")
    assert not identity.vin_check_holds("1M8GDM9A0KP042788")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("LYVUZ10A7TB00012", "identity.vin_length"),
        ("LYVUZ10A7TB0001234", "identity.vin_length"),
        ("LYVUZ1OA7TB000123", "identity.vin_characters"),
        ("LYVUZ1IA7TB000123", "identity.vin_characters"),
        ("LYVUZ1QA7TB000123", "identity.vin_characters"),
        ("LYVUZ10A7TB00012京", "identity.vin_characters"),
    ],
)
def test_a_wrong_vin_is_refused(typed: str, code: str) -> None:
    assert refusal_of(identity.as_vin, typed).code == code


@pytest.mark.parametrize(
    "vin", ["1M8GDM9AXKP042788", "11111111111111111", "5GZCZ43D13S812715", "1HGCM82633A004352"]
)
def test_published_vins_hold_their_check_digit_and_lose_it_with_any_other(vin: str) -> None:
    others = set("0123456789X") - {vin[8]}
    assert identity.vin_check_holds(vin)
    assert not any(identity.vin_check_holds(vin[:8] + other + vin[9:]) for other in others)


@given(st.text(VIN_LETTERS, min_size=17, max_size=17))
def test_every_vin_has_exactly_one_check_digit(vin: str) -> None:
    holds = [identity.vin_check_holds(vin[:8] + digit + vin[9:]) for digit in "0123456789X"]
    assert holds.count(True) == 1


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("京A12345", "京A12345"),
        ("京a·12345", "京A12345"),
        ("粤B D12345", "粤BD12345"),
        ("沪ADA1234", "沪ADA1234"),
        ("京A12345D", "京A12345D"),
        ("苏Ｅ１２３４学", "苏E1234学"),
        ("川A8888G", "川A8888G"),
    ],
)
def test_plates_of_seven_and_of_eight_characters_are_read(typed: str, plate: str) -> None:
    assert identity.as_plate(typed) == plate


@pytest.mark.parametrize(
    "typed",
    ["", "京A1234", "京112345", "京A1234I", "国A12345", "京A123456", "京AL12345", "京I12345"],
)
def test_what_is_no_plate_is_refused(typed: str) -> None:
    assert refusal_of(identity.as_plate, typed).code == "identity.plate_form"


def test_masks_show_the_two_ends() -> None:
    assert identity.mask_phone("13900000000") == "139****0000"
    assert identity.mask_idno("11010519491231002X") == "110105********002X"


@given(st.text(max_size=30))
def test_a_mask_never_shows_more_than_its_ends(text: str) -> None:
    for mask, ends in ((identity.mask_phone, 7), (identity.mask_idno, 10)):
        masked = mask(text)
        assert len(masked) == len(text)
        assert len(text) <= ends or masked.count("*") >= len(text) - ends
        assert len(text) > ends or set(masked) <= {"*"}
