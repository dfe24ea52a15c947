"""What the pages of one's own account ask for; the rules are the services'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def secret(label: Any, *, complete: str, **more: Any) -> forms.CharField:
    """Return a field for a password, for a browser's password store."""
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, **more)


def digits(label: Any, **more: Any) -> forms.CharField:
    """Return a field for a code of the moment."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=attrs), **more)


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("用户名或手机号"),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = secret(_("密码"), complete="current-password")


class CodeForm(forms.Form):
    code = digits(_("验证码"), help_text=_("验证器应用现在显示的 6 位数字；手机不在身边时用备用码"))


class SetUpForm(forms.Form):
    code = digits(_("应用上显示的 6 位数字"))


class PasswordForm(forms.Form):
    old = secret(_("原密码"), complete="current-password")
    password = secret(
        _("新密码"),
        complete="new-password",
        help_text=_("至少 10 位，大写字母、小写字母、数字、符号至少含其中三种，不能和姓名、用户名相近"),
    )
    again = secret(_("再输一次新密码"), complete="new-password")

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError(_("两次输入的新密码不一样，请重新输入。"))
        return again


class ConfirmForm(forms.Form):
    password = secret(_("输入密码确认是您本人"), complete="current-password")


class DetailsForm(forms.Form):
    name = forms.CharField(
        label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("手机号"),
        max_length=30,
        required=False,
        help_text=_("可用来登录；加密保存。留空表示不改"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("邮箱"), max_length=120, required=False, help_text=_("只用来发每天的提醒；加密保存")
    )
