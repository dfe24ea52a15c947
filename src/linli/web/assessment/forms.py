"""What the forms of a round ask for. The shape of the input only; the rules are the services'."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from linli.assessment.plans import PartyPlan, RoundPlan
from linli.assessment.terms import BarEffect, Combination, PartyKind
from linli.kernel import period as periods
from linli.kernel.period import Period
from linli.registry.terms import Mode

OWN_DATES = "own"
WHOLE = 100


def day(label: Any, **options: Any) -> forms.DateField:
    """Return a field for a day, chosen in the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def lines(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    """Return a field for several lines of text."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class RoundForm(forms.Form):
    """A new round. The parties' fields are named after their kind: bureau_on, bureau_weight …"""

    period = forms.ChoiceField(label=_("考评期"))
    start = day(_("起"), required=False)
    last = day(_("止（含这一天）"), required=False)
    title = forms.CharField(label=_("名称"), max_length=80, required=False)
    facts_due = day(_("登记截止日"))
    combination = forms.ChoiceField(
        label=_("怎么合成"), choices=Combination.choices, widget=forms.RadioSelect, initial=Combination.JOINT
    )
    modes = forms.MultipleChoiceField(
        label=_("小区类型"), choices=Mode.choices, widget=forms.CheckboxSelectMultiple
    )
    places = forms.MultipleChoiceField(label=_("地域"), widget=forms.CheckboxSelectMultiple, required=False)
    jump = forms.DecimalField(
        label=_("与上一轮相差多少分要看一眼"), min_value=1, max_value=100, max_digits=5, decimal_places=2
    )
    survey_least = forms.IntegerField(label=_("满意率至少多少份有效"), min_value=1, max_value=10000)

    def __init__(
        self,
        *args: Any,
        today: date,
        places: list[dict[str, Any]],
        items: list[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["period"].choices = _periods(today)  # type: ignore[attr-defined]
        self.fields["places"].choices = [  # type: ignore[attr-defined]
            (each["path"], each["short"]) for each in places if each["level"] == "subdistrict"
        ]
        for kind, words in PartyKind.choices:
            self._party_fields(kind, words, items)

    def _party_fields(self, kind: str, words: Any, items: list[tuple[str, str]]) -> None:
        self.fields[f"{kind}_on"] = forms.BooleanField(label=words, required=False)
        self.fields[f"{kind}_weight"] = forms.IntegerField(
            label=_("权重（%）"),
            min_value=0,
            max_value=WHOLE,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )
        self.fields[f"{kind}_due"] = day(_("截止日"), required=False)
        self.fields[f"{kind}_who"] = forms.CharField(label=_("具体由谁"), max_length=80, required=False)
        self.fields[f"{kind}_items"] = forms.MultipleChoiceField(
            label=_("只负责这些项目"),
            choices=items,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def parties(self) -> list[dict[str, Any]]:
        """Return the fields of each party, for the template."""
        names = ("on", "weight", "due", "who", "items")
        return [{name: self[f"{kind}_{name}"] for name in names} for kind in PartyKind.values]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("period") == OWN_DATES:
            start, last = data.get("start"), data.get("last")
            if not start or not last or last < start:
                self.add_error("last", _("请填起止日期，止日不早于起日。"))
        return data

    def span(self) -> Period:
        """Return the period that was chosen."""
        if self.cleaned_data["period"] != OWN_DATES:
            return periods.parse(self.cleaned_data["period"])
        return Period(self.cleaned_data["start"], self.cleaned_data["last"] + timedelta(days=1))

    def plan(self, path: str, policy: str) -> RoundPlan:
        """Return the plan that was filled in."""
        data = self.cleaned_data
        return RoundPlan(
            path=path,
            period=self.span(),
            facts_due=data["facts_due"],
            policy=policy,
            title=data["title"],
            combination=data["combination"],
            places=tuple(data["places"]),
            modes=tuple(data["modes"]),
            jump_limit=int(data["jump"] * 100),
            survey_least=data["survey_least"],
            parties=tuple(self._party(kind) for kind in PartyKind.values if data[f"{kind}_on"]),
        )

    def _party(self, kind: str) -> PartyPlan:
        data = self.cleaned_data
        return PartyPlan(
            kind=kind,
            weight=data[f"{kind}_weight"] or 0,
            due=data[f"{kind}_due"],
            who=data[f"{kind}_who"],
            items=tuple(data[f"{kind}_items"]),
        )


def _periods(today: date) -> list[tuple[str, Any]]:
    """Return the quarters around today, and days of one's own."""
    now = periods.quarter_of(today)
    around = (now, now.previous(), now.next(), now.previous().previous())
    return [*((each.code(), each.label().zh) for each in around), (OWN_DATES, _("自定起止日期"))]


class NoteForm(forms.Form):
    note = lines(_("理由"), rows=2)


class RemarkForm(forms.Form):
    remark = lines(_("看过后的结论"), rows=2)


class RulingForm(forms.Form):
    fact = forms.CharField(max_length=60)
    verdict = forms.ChoiceField(
        label=_("怎么定"), choices=(("stands", _("适用一票否决")), ("none", _("不适用")))
    )
    reason = lines(_("理由"))


class ExtendForm(forms.Form):
    facts_due = day(_("新的截止日"))
    reason = forms.CharField(label=_("理由"), max_length=200)


class LongSelect(forms.Select):
    """A list of hundreds of choices, joined as text: as templates they would be most of a page's time."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = "" if value is None else str(value)
        rows = (
            (key, mark_safe(" selected") if str(key) == chosen else "", words) for key, words in self.choices
        )
        options = format_html_join("", '<option value="{}"{}>{}</option>', rows)
        kept = flatatt(self.build_attrs(self.attrs, (attrs or {}) | {"name": name}))
        return format_html("<select{}>{}</select>", kept, options)


class BarForm(forms.Form):
    person = forms.TypedChoiceField(label=_("谁"), coerce=int, widget=LongSelect)
    path = forms.ChoiceField(label=_("对哪里"), widget=LongSelect)
    effect = forms.ChoiceField(label=_("怎么办"), choices=BarEffect.choices)
    reason = forms.CharField(label=_("为什么"), max_length=200)

    def __init__(
        self, *args: Any, people: list[tuple[int, str]], places: list[dict[str, Any]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.people = dict(people)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["path"].choices = [(each["path"], each["short"]) for each in places]  # type: ignore[attr-defined]


class AwardForm(forms.Form):
    points = forms.DecimalField(max_digits=6, decimal_places=2)
    reason = forms.CharField(required=False)
    party = forms.CharField(required=False)


class AppealForm(forms.Form):
    item = forms.ChoiceField(label=_("哪一项"))
    grounds = lines(
        _("哪里不对、为什么"), rows=5, help_text=_("写清事实、时间、地点。考评组和区住建局都会看到。")
    )
    proof = forms.FileField(
        label=_("证据"), required=False, help_text=_("照片、PDF、DOCX 或 XLSX；可以稍后再补交")
    )

    def __init__(self, *args: Any, items: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item"].choices = items  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("结论"),
        choices=[("reject", _("不成立，维持原分")), ("accept", _("成立，更正"))],
        widget=forms.RadioSelect,
    )
    fact = forms.ChoiceField(label=_("更正哪一条"), required=False)
    value = forms.CharField(
        label=_("改成"), max_length=40, required=False, help_text=_("是、否、数字，或“不适用”")
    )
    answer = lines(_("理由"), rows=5, help_text=_("逐条回应申诉理由；更正时，这段话就是更正的依据，会公开。"))

    def __init__(self, *args: Any, facts: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["fact"].choices = [("", _("不更正")), *facts]  # type: ignore[attr-defined]
