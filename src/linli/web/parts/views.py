"""The parts box, every part in every state; in development only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from linli.doors.http import Request
from linli.doors.pages import sprite
from linli.web.lists import Page
from linli.web.pages import PUBLIC, page_for, show

COLOURS = (
    ("#211d1a", "--ink", _("正文")),
    ("#57514b", "--ink-2", _("次要文字")),
    ("#6b645d", "--ink-3", _("最弱的文字")),
    ("#8a827a", "--edge", _("控件边框")),
    ("#cfc8bf", "--line-2", _("分组线")),
    ("#e5e0d9", "--line", _("行线")),
    ("#f3f0eb", "--sand", _("底色、提示")),
    ("#faf8f5", "--paper", _("页脚、悬停")),
    ("#b3261e", "--red", _("标识、要您处理")),
    ("#8c1d17", "--red-deep", _("红的按下态")),
    ("#1f6a3d", "--green", _("达标、办结")),
    ("#855200", "--amber", _("临期、等待")),
    ("#5f5953", "--grey", _("未到、不适用")),
)
STATES = (
    ("ok", _("达标")),
    ("wait", _("今天到期")),
    ("late", _("超期 2 天")),
    ("off", _("不适用")),
    ("stop", _("停表")),
    ("veto", _("一票否决")),
)


class Sample(forms.Form):
    """A field of every kind; `end` is wrong on purpose."""

    name = forms.CharField(label=_("小区名称"), help_text=_("写全名，例如和顺家园"), max_length=40)
    end = forms.DateField(label=_("合同截止日期"))
    street = forms.ChoiceField(label=_("街道"), choices=[("1", "光明路街道"), ("2", "曙光街街道")])
    note = forms.CharField(label=_("说明"), widget=forms.Textarea, required=False)
    kept = forms.ChoiceField(
        label=_("承诺兑现了吗"), choices=[("y", _("兑现了")), ("n", _("没兑现"))], widget=forms.RadioSelect
    )
    tell = forms.BooleanField(label=_("有结果时告诉我"), required=False)
    fixed = forms.CharField(label=_("统一社会信用代码"), disabled=True, initial="91410402MA0000000X")


@require_GET
@page_for(PUBLIC)
def parts(request: Request) -> HttpResponse:
    form = Sample({"name": "和顺家园", "end": "2025年13月31日", "street": "1", "kept": "y"})
    context: dict[str, Any] = {
        "colours": COLOURS,
        "states": STATES,
        "icons": [name.decode() for name in sprite() if name.startswith(b"i-")],
        "form": form,
        "page": Page(rows=[1] * 25, number=2, size=25, total=146),
        "day": date(2026, 11, 28),
    }
    return show(request, "parts/box.html", context)
