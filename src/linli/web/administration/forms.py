"""What the administration pages ask for; the rules are the services'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.people.terms import Role

DAY = {"type": "date"}


def day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **more)


def place(label: Any, **more: Any) -> forms.CharField:
    attrs = {"list": "places", "autocomplete": "off"}
    help_text = _("名称或代码，如“文园社区”。企业、业委会、业主写小区")
    return forms.CharField(
        label=label, max_length=120, help_text=help_text, widget=forms.TextInput(attrs=attrs), **more
    )


class PostingForm(forms.Form):
    role = forms.ChoiceField(label=_("岗位"), choices=[("", _("请选择")), *Role.choices])
    place = place(_("地方"))
    title = forms.CharField(
        label=_("职务"), max_length=60, required=False, help_text=_("如：物业科、项目经理")
    )
    since = day(_("从哪天起"), required=False, help_text=_("不填就是今天"))
    until = day(_("到哪天止"), required=False, help_text=_("这一天起不再有权限；不填就没有截止日"))

    all_estates = forms.BooleanField(
        label=_("这家企业服务的全部小区都安排"),
        required=False,
        help_text=_("只用于物业服务企业：地方写它服务的任一小区；以后新接的小区自动随到"),
    )


class AccountForm(PostingForm):
    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        help_text=_("小写字母开头，如 zhou.min"),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(
        label=_("手机号"), max_length=30, required=False, help_text=_("可用来登录；加密保存")
    )
    field_order = ("name", "username", "phone", "role", "place", "all_estates", "title", "since", "until")


class PersonForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(label=_("手机号"), max_length=30, required=False, help_text=_("留空表示不改"))


class BodyForm(forms.Form):
    organisation = forms.CharField(max_length=40)


class EndForm(forms.Form):
    until = day(_("从哪天起不再有权限"), required=False, help_text=_("不填就是今天"))


class UploadForm(forms.Form):
    file = forms.FileField(label=_("文件"))


class JournalForm(forms.Form):
    verb = forms.CharField(required=False, max_length=60)
    person = forms.CharField(required=False, max_length=60)
    place = forms.CharField(required=False, max_length=160)
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=10**15)
