from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.errors import Refused
from linli.rules import identifiers
from linli.rules.identifiers import USCC_ALPHABET, Unfit, check_uscc, uscc_check_character

CODES = ["91350100M000100Y43", "9144030071526726XG", "91410402MA0000015P", "91410402MA00000660"]
BODIES = st.builds(
    lambda head, tail: f"{head}410402{tail}",
    st.text(USCC_ALPHABET, min_size=2, max_size=2),
    st.text(USCC_ALPHABET, min_size=9, max_size=9),
)


@pytest.mark.parametrize("code", CODES)
def test_real_and_made_codes_pass_among_them_the_sum_of_zero(code):
    assert check_uscc(code) == code


@pytest.mark.parametrize(
    "text", ["９１４１０４０２ＭＡ０００００６６０", "91410402ma00000660", " 91 4104 02MA0000 0660 "]
)
def test_width_case_and_spaces_are_folded(text):
    assert check_uscc(text) == "91410402MA00000660"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "18位"),
        ("91410402MA0000066", "17位"),
        ("91410402MA000006600", "19位"),
        ("91410402MAO0000660", "O"),
        ("91410402MA0000066一", "一"),
        ("9141040AMA00000660", "第3至8位"),
        ("000000000000000000", "第3至8位"),
        ("91410402MA00000661", "校验位"),
    ],
)
def test_a_wrong_code_is_refused_with_the_reason(text, says):
    with pytest.raises(Unfit, match=says) as refused:
        check_uscc(text)

    assert isinstance(refused.value, Refused)
    assert isinstance(refused.value, ValueError)
    assert refused.value.text.en


@given(BODIES, st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_one_changed_character_is_always_found(body, place, other):
    code = body + uscc_check_character(body)
    changed = code[:place] + other + code[place + 1 :]

    assert check_uscc(code) == code
    if changed != code:
        with pytest.raises(Unfit):
            check_uscc(changed)


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("41", "41", 1),
        ("410000000000", "41", 1),
        ("410402", "410402", 3),
        ("410402000000", "410402", 3),
        ("410402100", "410402100", 4),
        ("410402100000", "410402100", 4),
        ("４１０４０２００６００１", "410402006001", 5),
    ],
)
def test_a_division_code_knows_its_level(text, code, level):
    assert identifiers.check_division(text) == code
    assert identifiers.division_level(text) == level
    assert identifiers.division_code12(text) == code.ljust(12, "0")


def test_a_division_knows_what_it_lies_in():
    assert identifiers.division_chain("410402006001") == ("41", "4104", "410402", "410402006", "410402006001")


@pytest.mark.parametrize("text", ["", "4", "41040", "41040x", "000000", "٤١"])
def test_what_is_no_division_code_is_refused(text):
    with pytest.raises(Unfit):
        identifiers.check_division(text)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("138 1234 5678", "13812345678"),
        ("+86-138-1234-5678", "13812345678"),
        ("86 13812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("（0375）2345678", "0375-2345678"),
        ("03752345678", "0375-2345678"),
        ("0375-2345678-12", "0375-2345678-12"),
        ("0375 2345678转12", "0375-2345678-12"),
        ("010-62345678", "010-62345678"),
        ("2345678", "2345678"),
        ("400-812-3456", "4008123456"),
        ("12345", "12345"),
    ],
)
def test_a_phone_number_has_one_spelling(text, phone):
    assert identifiers.fold_phone(text) == phone


@pytest.mark.parametrize("text", ["", "abc", "123456789012", "13812345", "138123456789", "0375", "无"])
def test_what_is_no_phone_number_is_refused(text):
    with pytest.raises(Unfit):
        identifiers.fold_phone(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [("13812345678", "138****5678"), ("0375-2345678", "****5678"), ("12345", "****"), ("", "****")],
)
def test_a_phone_number_is_shown_without_its_middle(text, masked):
    assert identifiers.mask_phone(text) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张*"),
        ("欧阳锋", "欧阳*"),
        ("欧阳", "欧*"),
        (" 李 四 ", "李*"),
        ("Ann", "A*"),
        ("", ""),
    ],
)
def test_of_a_name_only_the_surname_is_shown(name, masked):
    assert identifiers.mask_name(name) == masked
