"""What the services of funds check alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NoReturn

from linli.kernel.errors import Refused

CLAUSE = "C4"
CENT = Decimal("0.01")
MOST = Decimal(1_000_000_000)  # 元; more is a slip of the keys


def refuse_closed() -> NoReturn:
    """Say that nothing is written to a closed fund.

    :raises Refused: always
    """
    raise Refused(
        "这笔资金已经结清，不能再记。", "This fund is closed; nothing is entered any more.", clause=CLAUSE
    )


def check_amount(amount: Decimal, field: str, *, zero: bool = False) -> None:
    """Refuse what is no sum of money.

    :raises Refused: below or at zero, with parts of a 分, or beyond all measure
    """
    if amount < 0 or (amount == 0 and not zero) or amount > MOST or amount != amount.quantize(CENT):
        raise Refused(
            f"金额要{'不小于' if zero else '大于'}0、不超过10亿元，最多两位小数。",
            f"The sum must be {'0 or more' if zero else 'above 0'}, with two decimals at most.",
            clause=CLAUSE,
            fields=(field,),
        )


def check_said(text: str, field: str) -> None:
    """Refuse an empty text.

    :raises Refused: at the field
    """
    if not text.strip():
        raise Refused("请写明。", "Write it down.", clause=CLAUSE, fields=(field,))


def check_year(year: int, today: date) -> None:
    """Refuse a year far from today's.

    :raises Refused: more than ten years ago, or after next year
    """
    if not today.year - 10 <= year <= today.year + 1:
        raise Refused(
            f"年度应在{today.year - 10}到{today.year + 1}之间。",
            f"The year must lie between {today.year - 10} and {today.year + 1}.",
            clause=CLAUSE,
            fields=("year",),
        )


def check_day(on: date, year: int, today: date) -> None:
    """Refuse a day ahead, or before the fund's year.

    :raises Refused: at the day
    """
    if on > today:
        raise Refused(
            f"{on}还没有到，发生以后再记。",
            f"{on} lies ahead; enter it when it has happened.",
            clause=CLAUSE,
            fields=("on",),
        )
    if on.year < year:
        raise Refused(
            f"这是{year}年度的资金，{on}早于它。请改日期。",
            f"This fund is of {year}; {on} is before. Mend the day.",
            clause=CLAUSE,
            fields=("on",),
        )
