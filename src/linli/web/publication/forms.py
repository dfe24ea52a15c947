"""Shapes of what is typed about lists; the rules are the services'."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ServeForm(forms.Form):
    served_on = forms.DateField(label=_("送达日期"), widget=DateInput())
    how = forms.CharField(
        label=_("怎么送达、谁签收"), max_length=120, help_text=_("例如：直接送达，项目经理签收")
    )
    number = forms.CharField(
        label=_("文号"), max_length=60, required=False, help_text=_("例如：平新住建告〔2026〕3号")
    )


class DecideForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("决定"),
        choices=[("accept", _("同意上榜")), ("decline", _("不上榜"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("写给企业和居民看的话，公布时一并公开"),
    )


class NoteForm(forms.Form):
    note = forms.CharField(label=_("说明"), max_length=1000, widget=forms.Textarea)


class ObjectForm(forms.Form):
    text = forms.CharField(
        label=_("异议和理由"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("写清哪一条不符合事实、有什么证据"),
    )


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("答复和理由"), max_length=4000, widget=forms.Textarea)


class DraftForm(forms.Form):
    incomplete_because = forms.CharField(
        label=_("没评完的小区为什么这样公示"),
        max_length=500,
        required=False,
        widget=forms.Textarea,
        help_text=_("都评完了就不用填。没评完的不定等次、不排名次"),
    )


class FinalForm(forms.Form):
    decider = forms.CharField(label=_("公布决定人"), max_length=40)
    title = forms.CharField(label=_("职务"), max_length=60, help_text=_("例如：区住建局副局长。会印在通报上"))
