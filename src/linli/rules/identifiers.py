"""Numbers with a check, codes with levels, and what of a person may be shown."""

from __future__ import annotations

import re
import unicodedata

from linli.kernel.errors import Refused
from linli.rules.folding import fold as fold
from linli.rules.folding import narrow, tidy

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O S V Z, so that nobody takes them for 1 0 5 U 2
USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
USCC_VALUES = {character: value for value, character in enumerate(USCC_ALPHABET)}
USCC_LENGTH = 18

# Digits of a statistical code that name a place of each level: province, city, county, township, village.
DIVISION_LENGTHS = (2, 4, 6, 9, 12)
DIVISION = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"[2-9]\d{6,7}")
SERVICE = re.compile(r"(?:400|800)\d{7}|1\d{2}|1\d{4}|9\d{4,5}")
COUNTRY = re.compile(r"^(?:(?:\+|00)86|86(?=-?1[3-9][\d-]{9,11}$))")
EXTENSION = re.compile(r"(.*\d)(?:-?(?:转|分机|ext\.?|x|#):?|(?<=\d{7})-)(\d{1,6})", re.ASCII)
NUMBER = re.compile(r"[\d()./·-]+", re.ASCII)
AREA_CODE = re.compile(r"0(?:10|2\d|[3-9]\d{2})")
COMPOUND_SURNAME = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|"
    "申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|司寇|呼延|令狐|轩辕|拓跋|百里|东郭"
)


class Unfit(Refused, ValueError):
    """What was written is not such an identifier; `text` says why and how to mend it."""


def uscc_check_character(body: str) -> str:
    """Return the 18th character for the first 17.

    Source: GB 32100-2015; the outer "mod 31" matters: a sum of 0 gives "0"
    """
    total = sum(USCC_VALUES[character] * weight for character, weight in zip(body, USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[(31 - total % 31) % 31]


def check_uscc(text: str) -> str:
    """Return the unified social credit code in its one spelling: narrow, upper case, no spaces.

    :raises Unfit: if it is not 18 characters of the alphabet with the right check character
    Source: GB 32100-2015
    """
    code = unicodedata.normalize("NFKC", text).upper()
    code = "".join(tidy(code).split())
    if len(code) != USCC_LENGTH:
        raise Unfit(
            f"统一社会信用代码应为18位，这里是{len(code)}位。请按营业执照核对。",
            f"A unified social credit code has 18 characters, this has {len(code)}. Check the licence.",
        )
    strange = sorted(set(code) - set(USCC_ALPHABET))
    if strange:
        raise Unfit(
            f"统一社会信用代码里不会有“{'、'.join(strange)}”（字母I、O、S、V、Z不用，常是把1、0、5、U、2看错）。请核对。",
            f"A unified social credit code never holds {', '.join(strange)} (I, O, S, V, Z are not used;"
            " often misread 1, 0, 5, U, 2). Please compare.",
        )
    if not code[2:8].isdigit() or code[2] == "0":
        raise Unfit(
            f"统一社会信用代码第3至8位应为行政区划数字，这里是“{code[2:8]}”。请核对。",
            f"Characters 3 to 8 are the digits of a division; here they are “{code[2:8]}”. Please compare.",
        )
    if uscc_check_character(code[:-1]) != code[-1]:
        raise Unfit(
            f"统一社会信用代码的校验位“{code[-1]}”不对，前面某一位写错了。请按营业执照逐位核对。",
            f"The check character “{code[-1]}” does not fit: a character is mistyped. Compare each.",
        )
    return code


def check_division(text: str) -> str:
    """Return a division's statistical code without the zeros that only fill it up to 12 digits.

    :raises Unfit: if it is no code of 2, 4, 6, 9 or 12 digits
    Source: National Bureau of Statistics, 统计用区划代码
    """
    code = "".join(narrow(text).split())
    if not code.isascii() or not DIVISION.fullmatch(code) or code[:2] == "00":
        raise Unfit(
            f"区划代码应为2、4、6、9或12位数字，这里是“{code[:20]}”。请查统计用区划代码。",
            f"A division code has 2, 4, 6, 9 or 12 digits; this is “{code[:20]}”. Look it up in the list.",
        )
    return next(
        code[:length] for length in DIVISION_LENGTHS if length <= len(code) and not code[length:].strip("0")
    )


def division_level(code: str) -> int:
    """Return 1 province, 2 city, 3 county, 4 township or subdistrict, 5 village or community.

    :raises Unfit: if `code` is no division code
    """
    return DIVISION_LENGTHS.index(len(check_division(code))) + 1


def division_chain(code: str) -> tuple[str, ...]:
    """Return the codes from the province down to the division itself, each the start of the next.

    :raises Unfit: if `code` is no division code
    """
    short = check_division(code)
    return tuple(short[:length] for length in DIVISION_LENGTHS if length <= len(short))


def division_code12(code: str) -> str:
    """Return the code filled up with zeros to the 12 digits of the statistics.

    :raises Unfit: if `code` is no division code
    """
    return check_division(code).ljust(12, "0")


def fold_phone(text: str) -> str:
    """Return a phone number in its one spelling: 13812345678, 0375-2345678, 0375-2345678-12, 4008123456.

    :raises Unfit: if it is no number of mainland China
    """
    whole = COUNTRY.sub("", fold(text))
    split = EXTENSION.fullmatch(whole)
    head, extension = (split[1], split[2]) if split else (whole, "")
    digits = re.sub(r"\D", "", head) if NUMBER.fullmatch(head) else ""
    area = AREA_CODE.match(digits)
    local = digits[area.end() :] if area else digits
    if not extension and (MOBILE.fullmatch(digits) or SERVICE.fullmatch(digits)):
        return digits
    if not LANDLINE.fullmatch(local):
        shown = tidy(text)[:30]
        raise Unfit(
            f"“{shown}”不像电话号码。手机写11位，固定电话写区号加号码，如0375-2345678。",
            f"“{shown}” is no phone number. Write 11 digits of a mobile, or area code and number, such as"
            " 0375-2345678.",
        )
    return "-".join(part for part in (area[0] if area else "", local, extension) if part)


def mask_phone(text: str) -> str:
    """Return a number as anyone may see it: 138****5678; of other numbers the last four stay."""
    digits = "".join(character for character in narrow(text) if character.isdigit())
    if MOBILE.fullmatch(digits):
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-4:]}" if len(digits) > 6 else "****"


def mask_name(name: str) -> str:
    """Return a person's name as anyone may see it: the surname and one star, 张*, 欧阳*.

    One star whatever the length, for the length would tell something too.
    """
    plain = tidy(name)
    if not plain:
        return ""
    if plain.isascii():
        return f"{plain[0]}*"
    compound = COMPOUND_SURNAME.match(plain)
    surname = compound[0] if compound and len(plain) > len(compound[0]) else plain[0]
    return f"{surname}*"
