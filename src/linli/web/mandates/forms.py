"""What the forms of mandates ask for. The shape of the input only; the rules are the services'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.mandates.terms import PUBLIC_KINDS, MandateKind
from linli.web.registry.fields import DayField, LastDayField, WordsField, choices
from linli.web.registry.forms import Form
from linli.web.templatetags.parts import day
from linli.web.tripartite.photos import PhotosField

if TYPE_CHECKING:
    from linli.mandates.models import Visit


class MandateForm(Form):
    kind = forms.ChoiceField(label=_("责任"), choices=MandateKind.choices)
    place = forms.ChoiceField(
        label=_("负责哪里"), help_text=_("联系点、包干片要选；分管领导、责任科室是整个街道的"), required=False
    )
    name = forms.CharField(label=_("姓名或科室"), max_length=60)
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("办公电话"),
        max_length=30,
        required=False,
        help_text=_("分管领导、责任科室的会公开给居民，不要写私人手机"),
    )
    since = DayField(label=_("从哪天起"))
    until = LastDayField(label=_("到哪天"), help_text=_("最后一天；没有约定的不填"), required=False)
    user = forms.TypedChoiceField(
        label=_("账号"),
        help_text=_("选了账号，本人可以用手机记走访"),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        places: list[tuple[str, str]] | None = None,
        people: list[tuple[int, str]] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        accounts = [(str(pk), name) for pk, name in people or []]
        self.fields["place"].choices = choices(places or [], blank=_("整个街道"))  # type: ignore[attr-defined]
        self.fields["user"].choices = choices(accounts)  # type: ignore[attr-defined]

    def is_public(self) -> bool:
        """Test if what is entered is of the whole subdistrict."""
        return self.cleaned_data["kind"] in PUBLIC_KINDS


class EndForm(Form):
    wide = ("reason",)
    until = LastDayField(label=_("最后一天"))
    reason = WordsField(label=_("原因"), max_length=500)


class VisitForm(Form):
    wide = ("note", "photos", "problems", "promised", "kept")
    on = DayField(label=_("哪天去的"))
    note = WordsField(label=_("看到了什么"), rows=2, max_length=500)
    photos = PhotosField(label=_("照片"), help_text=_("可以一次选几张，会去掉拍摄位置"))
    problems = WordsField(
        label=_("群众反映的问题"),
        rows=2,
        max_length=2000,
        required=False,
        help_text=_("不要写姓名和电话"),
    )
    promised = forms.CharField(label=_("答应办什么"), max_length=500, required=False)
    due_on = DayField(label=_("什么时候办好"), required=False)
    kept = forms.TypedMultipleChoiceField(
        label=_("以前答应的，这次看到已办好的"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, promises: list[Visit] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        open_ = [(str(row.pk), f"{row.promised}（{day(row.on)}）") for row in promises or []]
        self.fields["kept"].choices = open_  # type: ignore[attr-defined]
        if not open_:
            del self.fields["kept"]
