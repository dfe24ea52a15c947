"""Money in 元 with two places, kept as whole 分, so that every sum is exact on every database."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

PLACES = Decimal("0.01")
HUNDRED = 100

if TYPE_CHECKING:

    class Whole(models.BigIntegerField[Any, Any]):
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any
        _pyi_lookup_exact_type: Any
else:
    Whole = models.BigIntegerField


class MoneyField(Whole):
    """Reads and writes `Decimal` in 元. Its sums are those of integers, exact on SQLite too."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else (Decimal(int(value)) / HUNDRED).quantize(PLACES)

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, Decimal) else Decimal(str(value)).quantize(PLACES)

    def get_prep_value(self, value: Any) -> Any:
        """Return the whole 分.

        :raises ValidationError: for a part of a 分
        """
        if value is None or hasattr(value, "resolve_expression"):
            return value
        cents = Decimal(str(value)) * HUNDRED
        if cents != cents.to_integral_value():
            raise ValidationError(f"{value} is no whole number of 分")
        return int(cents)
