"""What the forms of the three sides ask for. The shape of the input only; the rules are the services'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.tripartite.terms import PaperKind, Side
from linli.web.registry.fields import DayField, LastDayField, WordsField, choices
from linli.web.registry.forms import Form
from linli.web.tripartite.photos import PhotosField

LONGEST = 2000
PHOTOS_HELP = _("可以一次选几张，会去掉拍摄位置")


class MomentField(forms.DateTimeField):
    """A day and a time, chosen in the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **options)


class CallForm(Form):
    wide = ("title", "more", "invited")
    title = forms.CharField(label=_("会议名称"), max_length=120)
    planned_at = MomentField(label=_("时间"))
    place_note = forms.CharField(label=_("地点"), max_length=120, required=False)
    more = WordsField(
        label=_("其他议题"), rows=3, help_text=_("一行一项"), max_length=LONGEST, required=False
    )
    invited = WordsField(
        label=_("还请谁来"),
        rows=2,
        help_text=_("三方之外的，如维保单位、街道科室；不公开"),
        max_length=500,
        required=False,
    )


class MinuteForm(Form):
    wide = ("minutes", "photos")
    held_on = DayField(label=_("开会日期"))
    chair = forms.CharField(label=_("主持人"), max_length=60, required=False)
    minutes = WordsField(
        label=_("会议情况"),
        rows=3,
        help_text=_("不公开。议题、结果和决议会公开，不要写姓名和电话"),
        max_length=LONGEST,
        required=False,
    )
    photos = PhotosField(label=_("照片"), help_text=PHOTOS_HELP)


class SideForm(forms.Form):
    present = forms.BooleanField(required=False)
    names = forms.CharField(label=_("到会人员"), max_length=200, required=False)


class DecisionForm(forms.Form):
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("决议"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    side = forms.ChoiceField(label=_("由谁办"), required=False)
    due_on = DayField(label=_("完成期限"), required=False)
    owner = forms.CharField(label=_("具体负责人"), max_length=60, required=False, help_text=_("不公开"))

    def __init__(self, *args: Any, sides: tuple[Side, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["side"].choices = [(side.value, side.label) for side in sides]  # type: ignore[attr-defined]


class ItemForm(DecisionForm):
    outcome = forms.CharField(
        label=_("结果"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"list": "outcomes"}),
    )


class MoreForm(ItemForm):
    title = forms.CharField(label=_("临时议题"), max_length=160, required=False)


class VerdictForm(forms.Form):
    move = forms.ChoiceField(
        label=_("会议意见"),
        choices=[("", _("这次不议")), ("accept", _("确认办结")), ("reopen", _("退回重办"))],
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("还差什么"), max_length=300, required=False)


class FinishForm(Form):
    wide = ("report", "photos", "changed")
    on = DayField(label=_("完成日期"))
    report = WordsField(label=_("做了什么"), rows=3, max_length=LONGEST)
    photos = PhotosField(label=_("照片或文件"), help_text=PHOTOS_HELP)
    changed = forms.ChoiceField(
        label=_("改好的是哪条档案"), help_text=_("没有照片时，选中它作为凭证"), required=False
    )

    def __init__(self, *args: Any, records: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["changed"].choices = choices(records)  # type: ignore[attr-defined]


class MechanismForm(Form):
    wide = ("studio",)
    studio = forms.CharField(
        label=_("“三方联动”工作室"), max_length=200, required=False, help_text=_("地点，公开给居民")
    )
    window = forms.CharField(label=_("专门窗口"), max_length=200, required=False)
    hotline = forms.CharField(label=_("服务热线"), max_length=30, required=False)


class EstablishForm(MechanismForm):
    since = DayField(label=_("从哪天起建立"))
    community = WordsField(
        label=_("社区居委会的人员"),
        rows=2,
        help_text=_("一行一人：姓名，职务"),
        max_length=500,
        required=False,
    )
    committee = WordsField(
        label=_("业主委员会的人员"),
        rows=2,
        help_text=_("一行一人：姓名，职务"),
        max_length=500,
        required=False,
    )
    company = WordsField(
        label=_("物业服务企业的人员"),
        rows=2,
        help_text=_("一行一人：姓名，职务"),
        max_length=500,
        required=False,
    )
    field_order = ("since", "community", "committee", "company", "studio", "window", "hotline")

    def __init__(self, *args: Any, sides: tuple[Side, ...] = tuple(Side), **options: Any) -> None:
        super().__init__(*args, **options)
        for side in Side:
            if side not in sides:
                del self.fields[side.value]


class SeatForm(Form):
    side = forms.ChoiceField(label=_("代表哪一方"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    since = DayField(label=_("从哪天起"))

    def __init__(self, *args: Any, sides: tuple[Side, ...] = tuple(Side), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["side"].choices = [(side.value, side.label) for side in sides]  # type: ignore[attr-defined]


class UntilForm(Form):
    until = DayField(label=_("从哪天起不再代表"))


class PaperForm(Form):
    wide = ("text",)
    kind = forms.ChoiceField(label=_("种类"), choices=PaperKind.choices)
    title = forms.CharField(label=_("名称"), max_length=120)
    issued_on = DayField(label=_("印发日期"))
    valid_until = LastDayField(label=_("有效到"), help_text=_("长期有效的不填"), required=False)
    text = WordsField(label=_("正文"), rows=12, max_length=20_000, required=False)
    file = forms.FileField(
        label=_("文件"), widget=forms.FileInput, help_text=_("PDF、DOCX 或照片"), required=False
    )


class TermForm(Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    since = DayField(label=_("任期从"))
    until = LastDayField(label=_("任期到"), help_text=_("最后一天；没有约定的不填"), required=False)
    user = forms.TypedChoiceField(
        label=_("账号"),
        help_text=_("选了账号，本人可以用手机记质量记录；参加考评时，评分表会标明"),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = [(str(pk), name) for pk, name in people or []]
        self.fields["user"].choices = choices(labels)  # type: ignore[attr-defined]


class SeatInForm(TermForm):
    company = forms.TypedChoiceField(label=_("物业服务企业"), coerce=int)
    field_order = ("company", "name", "title")

    def __init__(self, *args: Any, companies: list[tuple[int, str]] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = [(str(pk), name) for pk, name in companies or []]
        self.fields["company"].choices = choices(labels, blank=_("请选择"))  # type: ignore[attr-defined]


class LeaveForm(Form):
    wide = ("reason",)
    until = LastDayField(label=_("任期最后一天"))
    reason = WordsField(label=_("原因"), max_length=500)


class NoteForm(Form):
    wide = ("text", "photos")
    on = DayField(label=_("哪天看的"))
    text = WordsField(label=_("看到了什么"), rows=4, max_length=LONGEST)
    photos = PhotosField(label=_("照片"), help_text=PHOTOS_HELP)
