"""Fields of forms that translate between what people write and what is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

ONE_DAY = timedelta(days=1)


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=day_input(), **options)


class LastDayField(DayField):
    """The last day of a period: people write the last day inside, the registry keeps the first day after."""

    def prepare_value(self, value: Any) -> Any:
        return value - ONE_DAY if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        found = super().to_python(value)
        return found + ONE_DAY if found else None


class WholeField(forms.IntegerField):
    """A count, zero or more, typed with the number keys of a phone."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", 0)
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **options)

    def clean(self, value: Any) -> Any:
        return super().clean(value.replace(",", "").replace("，", "") if isinstance(value, str) else value)


class NumberField(forms.DecimalField):
    """A measure with decimals."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", 0)
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)

    def clean(self, value: Any) -> Any:
        return super().clean(value.replace(",", "").replace("，", "") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if hasattr(value, "normalize") else value


class WordsField(forms.CharField):
    """Several lines of text."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not known yet."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=[("", "—"), ("yes", options.pop("yes")), ("no", options.pop("no"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


def choices(labels: list[tuple[str, Any]], *, blank: Any = "—") -> list[tuple[str, Any]]:
    """Return choices that begin with none."""
    return [("", blank), *labels]
