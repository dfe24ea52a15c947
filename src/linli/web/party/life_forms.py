"""What the forms of party life ask for: the shape only, the rules are the services'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.party import terms
from linli.web.registry.fields import DayField, LastDayField, WholeField, WordsField, choices
from linli.web.registry.forms import Form
from linli.web.tripartite.photos import PhotosField


class MomentField(forms.DateTimeField):
    """A day and time of day, chosen in the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **options)


class PlanForm(Form):
    kind = forms.ChoiceField(label=_("活动"), choices=choices(terms.ActivityKind.choices, blank=_("请选择")))
    topic = forms.CharField(label=_("主题"), max_length=120)
    planned_at = MomentField(label=_("什么时候"))
    remind_on = DayField(label=_("哪天提醒"), help_text=_("不填就不提醒"), required=False)
    place_note = forms.CharField(label=_("地点"), max_length=120, required=False)
    lecturer = forms.CharField(label=_("主讲人"), max_length=60, help_text=_("党课填写"), required=False)


class FirstForm(Form):
    """First screen of a record: what, when, about what, where."""

    kind = forms.ChoiceField(label=_("活动"), choices=terms.ActivityKind.choices, widget=forms.RadioSelect)
    on = DayField(label=_("哪天开展"))
    topic = forms.CharField(label=_("主题"), max_length=120)
    place_note = forms.CharField(label=_("地点"), max_length=120, required=False)


class SecondForm(Form):
    """Second screen: how many came, who guided, what was said, photos; others who joined below."""

    wide = ("minutes", "photos")
    present = WholeField(label=_("到会人数"), min_value=1)
    instructors = forms.TypedMultipleChoiceField(
        label=_("党建指导员到场"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    minutes = WordsField(label=_("记录"), rows=5, help_text=_("可以用语音输入"), required=False)
    photos = PhotosField(label=_("照片"), help_text=_("会去掉拍摄位置，可以选多张"))
    again = forms.BooleanField(label=_("是另一次，照样记下"), required=False)

    def __init__(
        self,
        *args: Any,
        instructors: list[tuple[int, str]],
        twice: bool = False,
        joint: list[tuple[int, str]] | None = None,
        expected: int | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["instructors"].choices = instructors  # type: ignore[attr-defined]
        if not instructors:
            del self.fields["instructors"]
        if not twice:
            del self.fields["again"]
        if expected is not None:
            self.fields["present"].help_text = _("最近登记党员 %(n)s 人") % {"n": expected}
        self.joint = [f"with-{key}" for key, name in joint or []]
        for key, name in joint or []:
            self.fields[f"with-{key}"] = WholeField(label=name, min_value=1, required=False)


class CorrectForm(Form):
    wide = ("minutes", "photos")
    topic = forms.CharField(label=_("主题"), max_length=120)
    held_on = DayField(label=_("哪天开展"), help_text=_("只能在当月内更正"))
    place_note = forms.CharField(label=_("地点"), max_length=120, required=False)
    lecturer = forms.CharField(label=_("主讲人"), max_length=60, required=False)
    minutes = WordsField(label=_("记录"), rows=6, required=False)
    photos = PhotosField(label=_("补充照片"))

    def __init__(self, *args: Any, bodies: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for key, name in bodies:
            self.fields[f"present-{key}"] = WholeField(label=_("%(name)s：到会") % {"name": name})
            self.fields[f"expected-{key}"] = WholeField(label=_("%(name)s：应到") % {"name": name})


class PositionForm(Form):
    name = forms.CharField(label=_("阵地名称"), max_length=100, help_text=_("如：党员活动室"))
    address = forms.CharField(label=_("位置"), max_length=200, required=False)
    since = DayField(label=_("启用日期"))


class NewPositionForm(PositionForm):
    wide = ("estates",)
    kind = forms.ChoiceField(label=_("种类"), choices=terms.PositionKind.choices)
    estates = forms.MultipleChoiceField(label=_("服务哪些小区"), widget=forms.CheckboxSelectMultiple)
    field_order = ("estates", "kind", "name")

    def __init__(self, *args: Any, estates: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["estates"].choices = estates  # type: ignore[attr-defined]


class EditPositionForm(PositionForm):
    until = LastDayField(label=_("用到哪天"), help_text=_("还在用的不填"), required=False)


class CheckForm(Form):
    """What was there: a day, and for each element whether it is there and a photo of it."""

    wide = ("note",)
    on = DayField(label=_("核查日期"))

    def __init__(self, *args: Any, elements: tuple[terms.Element, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        for each in elements:
            self.fields[f"{each.value}-there"] = forms.ChoiceField(
                label=each.label, choices=[("yes", _("有")), ("no", _("没有"))], widget=forms.RadioSelect
            )
            self.fields[f"{each.value}-photo"] = PhotosField(
                label=_("“%(name)s”的照片") % {"name": each.label}
            )
        self.fields["note"] = forms.CharField(label=_("说明"), max_length=300, required=False)


class HallForm(Form):
    wide = ("displays",)
    name = forms.CharField(label=_("名称"), max_length=100)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    seats = WholeField(label=_("座位数"), min_value=1, max_value=999, required=False)
    since = DayField(label=_("启用日期"))
    displays = WordsField(
        label=_("展示内容"), help_text=_("集中展示了什么，如：细则、三方承诺、考评结果"), required=False
    )
    photo = PhotosField(label=_("照片"))


class NewHallForm(HallForm):
    path = forms.ChoiceField(label=_("哪个社区"))
    field_order = ("path", "name")

    def __init__(self, *args: Any, communities: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["path"].choices = choices(communities, blank=_("请选择"))  # type: ignore[attr-defined]


class EditHallForm(HallForm):
    until = LastDayField(label=_("用到哪天"), help_text=_("还在用的不填"), required=False)


class BookingForm(Form):
    wide = ("purpose",)
    on = DayField(label=_("哪天"))
    start = forms.TimeField(label=_("从几点"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    end = forms.TimeField(label=_("到几点"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    purpose = forms.CharField(label=_("用途"), max_length=120, help_text=_("如：和顺家园联席会议"))
    body = forms.CharField(label=_("使用单位"), max_length=100, required=False)


class PublicityForm(Form):
    wide = ("title", "photo")
    estate = forms.ChoiceField(label=_("小区"))
    kind = forms.ChoiceField(label=_("形式"), choices=terms.PublicityKind.choices)
    title = forms.CharField(label=_("宣传内容"), max_length=120)
    shown_on = DayField(label=_("展出日期"))
    valid_until = LastDayField(label=_("有效到"), help_text=_("长期的不填"), required=False)
    photo = PhotosField(label=_("照片"), help_text=_("一张看得清内容的"))

    def __init__(self, *args: Any, estates: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["estate"].choices = choices(estates, blank=_("请选择"))  # type: ignore[attr-defined]


class LookForm(Form):
    on = DayField(label=_("核查日期"))
    still_there = forms.TypedChoiceField(
        label=_("看到了什么"),
        choices=[("yes", _("还在原处，内容清楚")), ("no", _("已撤下或看不清"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
