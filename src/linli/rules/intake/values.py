"""Values as people type them: texts, counts and amounts with their units; ranges and guesses are refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from linli.rules.folding import fold, narrow, tidy
from linli.rules.identifiers import Unfit, check_uscc
from linli.rules.intake.cells import Cell, Formula, shown, starts_formula

AMOUNT = re.compile(r"([+-]?)(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?\s*([^\d,.\s].*)?", re.ASCII)
RANGE = re.compile(r"\d\D{0,6}?(?:[-~～—–至到]|或)\s*\d")
GUESS = re.compile("约|大概|左右|余|多|以上|以下|以内|不足|近|几")
FEE_UNIT = re.compile(r"元?(?:[/每]?(?:m2|平方米|平米|平方|平|㎡)(?:建筑面积)?)?(?:[/·.*•・每]?(?:个)?月)?")
WAN = Decimal(10_000)
LARGEST_EXACT_FLOAT = 2**53


@dataclass(frozen=True, slots=True)
class Units:
    """How the unit of a column may be written. `wan` are those that mean ten thousands of it."""

    named: frozenset[str]
    wan: frozenset[str] = frozenset()

    def factor(self, unit: str) -> Decimal | None:
        """Return what to multiply by, `None` if it is not a unit of this column."""
        if unit in self.wan:
            return WAN
        return Decimal(1) if not unit or unit in self.named else None


BUILDINGS = Units(frozenset({"栋", "幢", "座", "栋楼", "幢楼", "座楼"}))
HOUSEHOLDS = Units(frozenset({"户", "套", "户数"}))
SQUARES = ("m2", "㎡", "m²", "平方米", "平米", "平方", "平")
AREA = Units(frozenset(SQUARES), frozenset(f"万{name}" for name in SQUARES) | {"万"})


class FeeUnits(Units):
    """元 alone or per square metre and month; anything per year or per household is another amount."""

    def factor(self, unit: str) -> Decimal | None:
        return Decimal(1) if FEE_UNIT.fullmatch(unit) else None


FEE = FeeUnits(frozenset({"元"}))


def text(most: int) -> Callable[[Cell], str]:
    """Return a reader of texts of at most `most` characters.

    It raises `Unfit` at a longer text, a formula, or a cell that is no text.
    """

    def read(cell: Cell) -> str:
        if isinstance(cell, Formula):
            raise formula()
        if isinstance(cell, bool | date | datetime | time | timedelta):
            raise Unfit(
                "这一格不是文字。请把单元格格式改为“文本”后重新填写。",
                "This cell holds no text. Format it as text and write it again.",
            )
        plain = tidy(cell) if isinstance(cell, str) else shown(cell)
        if starts_formula(plain):
            raise formula()
        if len(plain) > most:
            raise Unfit(
                f"最多{most}个字，这里有{len(plain)}个。请缩短。",
                f"At most {most} characters, here are {len(plain)}. Shorten it.",
            )
        return plain

    return read


def whole(units: Units, *, least: int = 1, most: int = 1_000_000) -> Callable[[Cell], int]:
    """Return a reader of whole numbers from `least` to `most`, with or without the unit.

    It raises `Unfit` at anything else.
    """

    def read(cell: Cell) -> int:
        if cell.__class__ is float and cell.is_integer() and least <= cell <= most:
            return int(cell)
        number = amount(cell, units)
        if number != number.to_integral_value():
            raise Unfit(f"应为整数，这里是{number}。", f"A whole number is wanted, this is {number}.")
        if not least <= number <= most:
            raise _outside(number, least, most)
        return int(number)

    return read


def decimal(
    units: Units, *, above: Decimal | None = None, most: Decimal, places: int, factor: Decimal = Decimal(1)
) -> Callable[[Cell], Decimal]:
    """Return a reader of amounts rounded half up to `places` decimals.

    above: the amount must be more than this; without it 0 is allowed
    factor: what the unit in the column's heading multiplies by, such as 10,000 of 万㎡
    It raises `Unfit` at anything else.
    """
    step = Decimal(1).scaleb(-places)

    def read(cell: Cell) -> Decimal:
        number = (amount(cell, units) * factor).quantize(step, rounding=ROUND_HALF_UP)
        if above is not None and number <= above:
            raise Unfit(
                f"须大于{above}，这里是{number}。", f"It must be more than {above}, this is {number}."
            )
        if not 0 <= number <= most:
            raise _outside(number, 0, most)
        return number

    return read


def amount(cell: Cell, units: Units) -> Decimal:
    """Return the number a cell holds, exactly.

    :raises Unfit: if it is a range, a guess, has another unit, or is no number
    """
    if isinstance(cell, bool) or cell is None:
        raise _no_number()
    if isinstance(cell, int | float):
        return _exact(cell)
    if isinstance(cell, Formula):
        raise formula()
    if not isinstance(cell, str):
        raise Unfit(
            "这一格被设成了日期格式。请把格式改为“数值”后重新填写。",
            "This cell is formatted as a date. Format it as a number and write it again.",
        )
    return _written(narrow(cell), units)


def uscc(cell: Cell) -> str:
    """Return the unified social credit code of a cell.

    :raises Unfit: if it is none, or was stored as a number and has lost its last digits
    """
    if isinstance(cell, Formula):
        raise formula()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise Unfit(
            "代码被存成了数字，末几位已丢失。请把单元格格式改为“文本”后重新填写。",
            "The code was stored as a number and lost its last digits. Format it as text, write it again.",
        )
    return check_uscc(shown(cell).strip("'`’ "))


def choice(words: dict[str, str], allowed: str) -> Callable[[Cell], str]:
    """Return a reader of one of several words, by any of their spellings.

    words: folded spelling → code; allowed: the words to name in the refusal
    It raises `Unfit` at any other word.
    """

    def read(cell: Cell) -> str:
        if isinstance(cell, Formula):
            raise formula()
        found = words.get(fold(shown(cell)))
        if found is None:
            raise Unfit(f"只能是：{allowed}。", f"Only one of: {allowed}.")
        return found

    return read


def formula() -> Unfit:
    """Return the refusal of a cell that is, or would become, a formula."""
    return Unfit(
        "这一格是公式，或以=、+、-、@开头会被当作公式。请改成普通文字或“仅粘贴值”。",
        "This is a formula, or begins with = + - @ like one. Write plain text or paste it as a value.",
    )


def _exact(number: float) -> Decimal:
    if number != number or abs(number) >= LARGEST_EXACT_FLOAT:
        raise _no_number()
    # Six places wash off what binary fractions add: 0.1 + 0.2 is 0.3 here.
    return Decimal(number) if isinstance(number, int) else Decimal(repr(round(number, 6)))


def _written(plain: str, units: Units) -> Decimal:
    found = AMOUNT.fullmatch(plain)
    if RANGE.search(plain):
        raise Unfit(
            "这里是一个范围，请只填一个数。",
            "This is a range; give one number.",
        )
    if GUESS.search(plain):
        raise Unfit("这里是约数，请填准确的数。", "This is a guess; give the exact number.")
    if found is None or len(plain) > 40:
        raise _no_number()
    sign, digits, part, unit = found.groups(default="")
    factor = units.factor(re.sub(r"[\s()]", "", unit).casefold())
    if factor is None:
        names = "、".join(sorted(units.named))
        raise Unfit(
            f"不认识单位“{unit}”，请只填数字（或带{names}）。",
            f"The unit “{unit}” is not known here; write the number alone (or with {names}).",
        )
    return Decimal(sign + re.sub(r"[, ]", "", digits) + part) * factor


def _outside(number: Decimal, least: object, most: object) -> Unfit:
    return Unfit(
        f"应在{least}到{most}之间，这里是{number}。",
        f"It must be from {least} to {most}, this is {number}.",
    )


def _no_number() -> Unfit:
    return Unfit("这不是数字。请填阿拉伯数字，如1200。", "This is no number. Write digits, such as 1200.")
