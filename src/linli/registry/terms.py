"""Words of the registry. Imports nothing of ours."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """How an estate is served; the guideline's first classification (二)."""

    MARKET = "market", _("市场化物业")
    SELF = "self", _("自主管理")
    NONE = "none", _("无物业")


class Kind(TextChoices):
    """What an estate was built as, part of its composition (K3)."""

    COMMODITY = "commodity", _("商品房小区")
    OLD = "old", _("老旧小区")
    AFFORDABLE = "affordable", _("保障性住房小区")
    WORK_UNIT = "work_unit", _("单位家属院")


class Building(TextChoices):
    LOW = "low", _("低层（1–3层）")
    WALK_UP = "walk_up", _("多层（4–6层）")
    MIDDLE = "middle", _("小高层（7–11层）")
    HIGH = "high", _("高层（12层以上）")
    MIXED = "mixed", _("混合")


class PostKind(TextChoices):
    """The backbone posts of a project (A2, S5)."""

    MANAGER = "manager", _("项目经理")
    ORDER = "order", _("秩序维护负责人")
    ENGINEERING = "engineering", _("工程维修负责人")
    CLEANING = "cleaning", _("环境保洁负责人")
    SERVICE = "service", _("客户服务负责人")


class CommitteeKind(TextChoices):
    COMMITTEE = "committee", _("业主委员会")
    MANAGEMENT = "management", _("物业管理委员会")


class ContractKind(TextChoices):
    PRELIMINARY = "preliminary", _("前期物业服务合同")
    FIRST = "first", _("物业服务合同")
    RENEWAL = "renewal", _("续签合同")


class DisclosureKind(TextChoices):
    """The four of the score sheet first, then the further ones of the regulation."""

    SERVICES = "services", _("服务内容")
    STANDARDS = "standards", _("服务标准")
    CHARGE_ITEMS = "charge_items", _("收费项目")
    CHARGE_RATES = "charge_rates", _("收费标准")
    CONTACTS = "contacts", _("企业信息与负责人、服务电话")
    MAINTENANCE_FIRMS = "maintenance_firms", _("电梯、消防等专项维保单位")
    FEE_STATUS = "fee_status", _("物业费收支情况")
    COMMON_INCOME = "common_income", _("公共收益收支")
    PARKING = "parking", _("车位使用与收费")
    OTHER = "other", _("其他")


DISCLOSURES_WANTED = tuple(DisclosureKind)  # the four of the score sheet come first
SCORED_DISCLOSURES = (
    DisclosureKind.SERVICES,
    DisclosureKind.STANDARDS,
    DisclosureKind.CHARGE_ITEMS,
    DisclosureKind.CHARGE_RATES,
)


class DocumentKind(TextChoices):
    RESPONSIBILITY = "responsibility", _("安全生产责任制")
    TRAINING = "training", _("安全生产教育培训制度")
    PROCEDURES = "procedures", _("安全生产规章制度或操作规程")
    EMERGENCY_PLAN = "emergency_plan", _("三防应急预案")
    GREENING_PLAN = "greening_plan", _("年度园林绿化工作计划")
    DRAINAGE_PLAN = "drainage_plan", _("年度排水管网维护清理工作计划")
    CHARTER = "charter", _("服务章程")
    SERVICE_AGREEMENT = "service_agreement", _("服务协议")
    OTHER = "other", _("其他")


class EmergencyKind(TextChoices):
    """What the three defences ask to be done besides the plan (S10)."""

    DRILLS = "drills", _("应急演练")
    SUPPLIES = "supplies", _("应急物资清点")
    FACILITIES = "facilities", _("三防设施检查")
    DRAINS = "drains", _("疏通下水道")


class ImportState(TextChoices):
    CHECKING = "checking", _("正在核对")
    CHECKED = "checked", _("已核对，等待确认")
    WRITING = "writing", _("正在写入")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("未能读取")
    DROPPED = "dropped", _("已放弃")


CONTRACT_FILING_DAYS = 15  # 河南省物业管理条例: the company files the contract within 15 days of signing
COMMITTEE_FILING_DAYS = 30  # 物业管理条例 第十六条: the committee files within 30 days of its election
