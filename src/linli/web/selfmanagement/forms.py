"""What the forms of self-management ask for. The shape of the input only; the rules are the services'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.selfmanagement.terms import Entry, Route, Source, Work
from linli.web.registry.fields import DayField, LastDayField, NumberField, WholeField, WordsField, choices
from linli.web.registry.forms import Form
from linli.web.tripartite.photos import PhotosField

KINDS = [(kind.value, kind.label) for kind in (Entry.RECEIVED, Entry.SPENT, Entry.RETURNED)]
PROOF = _("PDF 或照片，一份")


def money(label: Any, **options: Any) -> NumberField:
    """Return a field for a sum in 元."""
    return NumberField(label=label, max_digits=12, decimal_places=2, **options)


class WorkForm(Form):
    """One thumb: tick, snap, say a word."""

    wide = ("works", "photos", "note")
    works = forms.MultipleChoiceField(
        label=_("做了哪几项"), choices=Work.choices, widget=forms.CheckboxSelectMultiple
    )
    photos = PhotosField(label=_("照片"), help_text=_("可以一次选几张，会去掉拍摄位置"))
    note = WordsField(
        label=_("说一句"),
        rows=2,
        max_length=500,
        required=False,
        help_text=_("有照片可以不写；不要写居民的姓名和电话"),
    )
    on = DayField(label=_("哪天做的"))


class VersionForm(Form):
    wide = ("title",)
    title = forms.CharField(label=_("文件标题"), max_length=120)
    issued_on = DayField(label=_("从哪天起施行"))
    valid_until = LastDayField(label=_("有效到"), help_text=_("长期有效的不填"), required=False)
    file = PhotosField(label=_("文件"), help_text=_("PDF、DOCX 或照片，一份"))


class FundForm(Form):
    wide = ("title",)
    title = forms.CharField(label=_("资金名称"), max_length=120, help_text=_("如：2026年度楼道照明运行补助"))
    year = WholeField(label=_("年度"))
    source = forms.ChoiceField(label=_("资金来源"), choices=choices(Source.choices, blank=_("请选择")))
    route = forms.ChoiceField(label=_("扶持方式"), choices=choices(Route.choices, blank=_("请选择")))
    planned = money(_("计划金额（元）"))
    document = PhotosField(label=_("计划文件"), help_text=PROOF)


class ReplanForm(Form):
    wide = ("reason",)
    planned = money(_("计划金额（元）"))
    reason = WordsField(label=_("为什么调整"), max_length=200)


class EntryForm(Form):
    wide = ("purpose", "document", "advance_why")
    kind = forms.ChoiceField(label=_("收支"), choices=KINDS, widget=forms.RadioSelect)
    amount = money(_("金额（元）"))
    on = DayField(label=_("日期"))
    purpose = forms.CharField(label=_("用途或来由"), max_length=200)
    voucher = forms.CharField(label=_("凭证号"), max_length=60, required=False)
    document = PhotosField(label=_("凭证"), help_text=PROOF)
    advance_why = forms.CharField(
        label=_("垫支理由"),
        max_length=200,
        required=False,
        help_text=_("只在支出大于余额时填；补齐之前会一直标出"),
    )


class CorrectForm(Form):
    wide = ("why", "advance_why")
    amount = money(_("应为多少（元）"), help_text=_("这一笔不该有的，填0"))
    why = forms.CharField(label=_("为什么更正"), max_length=200)
    advance_why = forms.CharField(
        label=_("垫支理由"), max_length=200, required=False, help_text=_("只在更正后余额小于0时填")
    )


class CloseForm(Form):
    wide = ("reason",)
    on = DayField(label=_("结清日期"))
    reason = WordsField(
        label=_("结余怎样处理"),
        max_length=200,
        required=False,
        help_text=_("没有结余的不填；如：结转下年、已退回"),
    )
