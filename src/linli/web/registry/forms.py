"""What the forms of the registry ask for. The shape of the input only; the rules are the services'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.registry import terms
from linli.web.registry.fields import (
    DayField,
    LastDayField,
    NumberField,
    WholeField,
    WordsField,
    YesNoField,
    choices,
)


class Form(forms.Form):
    """A form that remembers when what it shows was last written, so that a later writer is noticed.

    wide: fields over the whole row; data(): what the service is given
    """

    wide: tuple[str, ...] = ()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.error_messages["required"] = gettext("请填写%(name)s。") % {"name": field.label}

    def data_of(self, *leave: str) -> dict[str, Any]:
        """Return what was read, without the named fields and the form's own."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"seen", *leave}}


class EstateForm(Form):
    wide = ("plan",)
    name = forms.CharField(label=_("小区名称"), max_length=100)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("小区类别"), choices=choices(terms.Kind.choices), required=False)
    building_type = forms.ChoiceField(
        label=_("建筑类型"), choices=choices(terms.Building.choices), required=False
    )
    built_year = WholeField(label=_("建成年份"), min_value=1900, max_value=2100, required=False)
    buildings = WholeField(label=_("楼栋数"), min_value=1, required=False)
    households = WholeField(label=_("户数"), min_value=1, required=False)
    occupied_households = WholeField(label=_("入住户数"), required=False)
    elderly_households = WholeField(
        label=_("老年人家庭户数"), help_text=_("有60岁以上老人的家庭"), required=False
    )
    floor_area = NumberField(label=_("建筑面积（㎡）"), max_digits=12, decimal_places=2, required=False)
    green_area = NumberField(label=_("绿地面积（㎡）"), max_digits=12, decimal_places=2, required=False)
    lifts = WholeField(label=_("电梯数"), help_text=_("没有电梯填0"), required=False)
    garage = YesNoField(label=_("地下车库"), yes=_("有"), no=_("没有"), required=False)
    parking = WholeField(label=_("停车位"), required=False)
    plan = WordsField(
        label=_("分类推进计划"),
        help_text=_("根据硬件设施、居民构成，写清下一步做什么、谁来做、什么时候"),
        required=False,
    )


class NewEstateForm(EstateForm):
    parent = forms.ChoiceField(label=_("所属社区或网格"))
    mode = forms.ChoiceField(label=_("管理类型"), choices=terms.Mode.choices)
    since = DayField(label=_("这种管理类型从哪天起"), required=False)
    field_order = ("name", "parent", "mode", "since")

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].choices = choices(parents, blank=_("请选择"))  # type: ignore[attr-defined]


class MoveForm(Form):
    parent = forms.ChoiceField(label=_("移到哪个社区或网格"))

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].choices = choices(parents, blank=_("请选择"))  # type: ignore[attr-defined]


class GridForm(Form):
    name = forms.CharField(label=_("网格名称"), max_length=100)


class NewGridForm(GridForm):
    community = forms.ChoiceField(label=_("所属社区"))
    number = forms.CharField(
        label=_("网格编号"), max_length=12, required=False, help_text=_("如 03；不填就用下一个空号")
    )
    field_order = ("community", "name", "number")

    def __init__(self, *args: Any, communities: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["community"].choices = choices(communities, blank=_("请选择"))  # type: ignore[attr-defined]


class ModeForm(Form):
    wide = ("reason",)
    mode = forms.ChoiceField(label=_("改为"), choices=terms.Mode.choices, widget=forms.RadioSelect)
    since = DayField(label=_("从哪天起"))
    reason = forms.CharField(
        label=_("依据"),
        max_length=200,
        required=False,
        help_text=_("如业主大会决定、街道安排及日期"),
    )


class EndForm(Form):
    """A day and why: for what can't be undone."""

    wide = ("reason",)
    on = DayField(label=_("日期"))
    reason = WordsField(label=_("理由"), max_length=500)


class CompanyForm(Form):
    name = forms.CharField(label=_("企业名称"), max_length=100)
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=40, help_text=_("18位，按营业执照"), required=False
    )
    legal_representative = forms.CharField(label=_("法定代表人"), max_length=60, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=40, required=False)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    registered_on = DayField(label=_("在省监管平台登记的日期"), required=False)
    platform_number = forms.CharField(label=_("平台登记号"), max_length=60, required=False)


class ProjectForm(Form):
    fee = NumberField(label=_("物业费（元/㎡·月）"), max_digits=7, decimal_places=4, required=False)
    phone = forms.CharField(label=_("服务中心电话"), max_length=40, help_text=_("公开给居民"), required=False)
    hours = forms.CharField(
        label=_("值守时间"), max_length=60, help_text=_("如：每天8:00–20:00"), required=False
    )


class StartForm(ProjectForm):
    company = forms.TypedChoiceField(label=_("物业服务企业"), coerce=int)
    since = DayField(label=_("从哪天起服务"))
    field_order = ("company", "since")

    def __init__(self, *args: Any, companies: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        labels = [(str(pk), name) for pk, name in companies]
        self.fields["company"].choices = choices(labels, blank=_("请选择"))  # type: ignore[attr-defined]


class PostForm(Form):
    wide = ("duties",)
    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(
        label=_("电话"), max_length=40, help_text=_("只显示后四位，查看留痕"), required=False
    )
    since = DayField(label=_("到任日期"))
    duties = WordsField(label=_("岗位职责"), rows=5, help_text=_("写明这个岗位负责什么"), required=False)


class NewPostForm(PostForm):
    post = forms.ChoiceField(label=_("岗位"), choices=terms.PostKind.choices)
    field_order = ("post", "name")


class StaffForm(Form):
    as_of = DayField(label=_("统计日期"))
    required = WholeField(label=_("应配人数"), help_text=_("按合同或配置方案"), required=False)
    order = WholeField(label=_("秩序维护"), initial=0, required=False)
    cleaning = WholeField(label=_("保洁"), initial=0, required=False)
    repair = WholeField(label=_("维修"), initial=0, required=False)
    service = WholeField(label=_("客服"), initial=0, required=False)
    other = WholeField(label=_("其他"), initial=0, required=False)
    party_members = WholeField(label=_("其中正式党员"), initial=0, required=False)
    probationary = WholeField(label=_("其中预备党员"), initial=0, required=False)


class ContractForm(Form):
    kind = forms.ChoiceField(label=_("合同种类"), choices=terms.ContractKind.choices)
    number = forms.CharField(label=_("合同编号"), max_length=60, required=False)
    signed_on = DayField(label=_("签订日期"))
    start = DayField(label=_("合同起始日期"))
    end = LastDayField(label=_("合同截止日期"), help_text=_("最后一天；不定期的不填"), required=False)
    fee = NumberField(label=_("物业费（元/㎡·月）"), max_digits=7, decimal_places=4, required=False)
    file = forms.FileField(
        label=_("合同扫描件"), widget=forms.FileInput, help_text=_("PDF 或照片"), required=False
    )


class FilingForm(Form):
    on = DayField(label=_("备案日期"))
    number = forms.CharField(label=_("备案编号"), max_length=60)


class ReasonForm(Form):
    wide = ("reason",)
    reason = WordsField(label=_("理由"), max_length=500)


class CommitteeForm(Form):
    kind = forms.ChoiceField(label=_("组织"), choices=terms.CommitteeKind.choices)
    elected_on = DayField(label=_("选举（成立）日期"))
    term_until = LastDayField(label=_("任期最后一天"))
    members = WholeField(label=_("委员人数"), min_value=1, required=False)
    chair = forms.CharField(label=_("主任"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("主任电话"), max_length=40, help_text=_("只显示后四位，查看留痕"), required=False
    )


class DisclosureForm(Form):
    wide = ("kinds", "place_note")
    kinds = forms.MultipleChoiceField(
        label=_("公示了什么"), choices=terms.DisclosureKind.choices, widget=forms.CheckboxSelectMultiple
    )
    shown_on = DayField(label=_("公示日期"))
    valid_until = LastDayField(label=_("有效到"), help_text=_("长期有效的不填"), required=False)
    place_note = forms.CharField(
        label=_("公示位置"), max_length=120, help_text=_("如：南门岗亭旁公示栏"), required=False
    )
    photo = forms.FileField(
        label=_("照片"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("会去掉拍摄位置"),
        required=False,
    )


class DisclosureCheckForm(Form):
    on = DayField(label=_("核查日期"))
    still_there = forms.TypedChoiceField(
        label=_("看到了什么"),
        choices=[("yes", _("还在原处，内容清楚")), ("no", _("已撤下或看不清"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class DocumentForm(Form):
    wide = ("title",)
    title = forms.CharField(label=_("文件标题"), max_length=120)
    kind = forms.ChoiceField(label=_("种类"), choices=terms.DocumentKind.choices)
    issued_on = DayField(label=_("印发日期"))
    valid_until = LastDayField(label=_("有效到"), help_text=_("长期有效的不填"), required=False)
    file = forms.FileField(
        label=_("文件"), widget=forms.FileInput, help_text=_("PDF、DOCX 或照片"), required=False
    )


class RevealForm(Form):
    wide = ("purpose",)
    purpose = forms.CharField(
        label=_("查看用途"), max_length=200, help_text=_("会写进操作记录，如：通知联合巡查")
    )


class UploadForm(forms.Form):
    file = forms.FileField(label=_("小区清单"), help_text=_(".xlsx、.xls 或 .csv，最大 50 MB"))


class GridsUploadForm(forms.Form):
    file = forms.FileField(label=_("网格清单"), help_text=_(".xlsx、.xls 或 .csv"))
