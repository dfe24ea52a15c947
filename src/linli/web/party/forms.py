"""What the forms of organisations and coverage ask for: the shape only, the rules are the services'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.party import terms
from linli.web.registry.fields import DayField, LastDayField, WholeField, WordsField, choices
from linli.web.registry.forms import Form
from linli.web.tripartite.photos import PhotosField

Options = list[tuple[Any, Any]]


CHOOSE = _("请选择")


def pick(form: forms.Form, name: str, options: Options, *, blank: Any = CHOOSE) -> None:
    """Give a choice its options, the first of them none."""
    labels = [(str(key), words) for key, words in options]
    form.fields[name].choices = choices(labels, blank=blank)  # type: ignore[attr-defined]


def key_field(**options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(coerce=int, empty_value=None, **options)


class OrganisationForm(Form):
    name = forms.CharField(label=_("党组织名称"), max_length=100)
    parent = key_field(label=_("上级党组织"), required=False)
    secretary = forms.CharField(label=_("书记"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("联系电话"), max_length=40, help_text=_("只显示后四位；修改时不填就不变"), required=False
    )
    elected_on = DayField(label=_("本届选举日期"), required=False)
    term_until = LastDayField(label=_("任期最后一天"), required=False)
    groups = WholeField(label=_("下设党小组数"), initial=0, max_value=99, required=False)
    committee = forms.BooleanField(
        label=_("设支部委员会"), help_text=_("正式党员7名以上才设"), required=False
    )

    def __init__(self, *args: Any, parents: Options, **options: Any) -> None:
        super().__init__(*args, **options)
        pick(self, "parent", parents, blank="—")

    def clean_groups(self) -> int:
        return self.cleaned_data["groups"] or 0


class NewOrganisationForm(OrganisationForm):
    form = forms.ChoiceField(label=_("组织形式"), choices=terms.Form.choices)
    path = forms.ChoiceField(label=_("所在地方"))
    since = DayField(label=_("成立日期"))
    full = WholeField(label=_("正式党员人数"), max_value=9999, required=False)
    probationary = WholeField(label=_("预备党员人数"), initial=0, max_value=9999, required=False)
    field_order = ("name", "form", "path", "parent", "since", "full", "probationary")

    def __init__(self, *args: Any, places: Options, **options: Any) -> None:
        super().__init__(*args, **options)
        pick(self, "path", places)


class CountForm(Form):
    as_of = DayField(label=_("统计日期"))
    full = WholeField(label=_("正式党员人数"), max_value=9999)
    probationary = WholeField(
        label=_("预备党员人数"), help_text=_("不计入3名"), initial=0, max_value=9999, required=False
    )

    def clean_probationary(self) -> int:
        return self.cleaned_data["probationary"] or 0


class TieForm(Form):
    organisation = key_field(label=_("由哪个党组织覆盖"))
    way = forms.ChoiceField(label=_("方式"))
    since = DayField(label=_("从哪天起"))
    delegate = forms.CharField(
        label=_("委派的网格党支部委员"), max_length=60, help_text=_("组建党小组时填写"), required=False
    )

    def __init__(self, *args: Any, organisations: Options, ways: Options, **options: Any) -> None:
        super().__init__(*args, **options)
        pick(self, "organisation", organisations)
        pick(self, "way", ways)


class PlanForm(Form):
    wide = ("way", "reason")
    way = forms.ChoiceField(label=_("采取哪种方式"), widget=forms.RadioSelect)
    partner = key_field(label=_("与哪个党组织"), help_text=_("联合、挂靠或委派时选择"), required=False)
    due_on = DayField(label=_("完成期限"))
    reason = WordsField(label=_("理由"), max_length=300)

    def __init__(self, *args: Any, ways: Options, partners: Options, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["way"].choices = ways  # type: ignore[attr-defined]
        pick(self, "partner", partners, blank="—")


class OutcomeForm(Form):
    wide = ("outcome",)
    on = DayField(label=_("办结日期"))
    outcome = WordsField(label=_("结果"), max_length=300, help_text=_("办成了什么；没办成的写明原因"))


class InstructorForm(Form):
    user = key_field(label=_("账号"), help_text=_("有党建指导员岗位的人"), required=False)
    name = forms.CharField(label=_("姓名"), max_length=60, help_text=_("没有账号时填写"), required=False)
    office = forms.CharField(label=_("单位和职务"), max_length=100, required=False)
    path = forms.ChoiceField(label=_("由哪里选派"))
    since = DayField(label=_("从哪天起"))
    until = LastDayField(label=_("任期最后一天"), help_text=_("没有定期的不填"), required=False)

    def __init__(self, *args: Any, accounts: Options, places: Options, **options: Any) -> None:
        super().__init__(*args, **options)
        pick(self, "user", accounts, blank="—")
        pick(self, "path", places)


class VisitForm(Form):
    """Four things on a phone: when, where, what about, what was advised; and photos."""

    wide = ("topic", "advice", "photos")
    on = DayField(label=_("哪天去的"))
    estate = key_field(label=_("在哪个小区"), required=False)
    topic = forms.CharField(label=_("指导了什么"), max_length=120)
    advice = WordsField(label=_("提了什么建议"), help_text=_("可以用语音输入"), required=False)
    photos = PhotosField(label=_("照片"), help_text=_("会去掉拍摄位置，可以选多张"))

    def __init__(self, *args: Any, estates: Options, **options: Any) -> None:
        super().__init__(*args, **options)
        pick(self, "estate", estates, blank="—")


class MemberForm(Form):
    standing = forms.ChoiceField(label=_("党员身份"), choices=terms.Standing.choices)
    post = forms.CharField(
        label=_("支部内职务"), max_length=30, help_text=_("如：书记、组织委员"), required=False
    )


class NewMemberForm(MemberForm):
    name = forms.CharField(label=_("姓名"), max_length=60, help_text=_("加密保存，只在支部内可看，查看留痕"))
    joined_on = DayField(label=_("转入日期"))
    field_order = ("name", "standing", "post", "joined_on")


class LeaveForm(Form):
    on = DayField(label=_("转出日期"))
