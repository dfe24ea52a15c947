"""What should be on record about an estate and is not: pure, from one plain record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from linli.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of an estate on one day.

    known: names of the estate's own facts that are filled in
    gridded, grid_worker: tied to a grid; somebody is posted to that grid
    company, uscc, registered: a company serves it; its code is known; it is on the province's platform
    posts: kinds of the key posts that are held; duties: all of them have written duties
    staffing: None if no head count is there, else if it is enough; unknown requirement counts as not enough
    contract, filed: a contract runs; it is on file
    committee: "" none, "expired", "unfiled" after its 30 days, "ok"
    disclosed, documents: kinds valid on the day
    """

    mode: str
    known: frozenset[str] = frozenset()
    gridded: bool = False
    grid_worker: bool = False
    company: bool = False
    uscc: bool = False
    registered: bool = False
    phone: bool = False
    posts: frozenset[str] = frozenset()
    duties: bool = False
    staffing: bool | None = None
    contract: bool = False
    filed: bool = False
    committee: str = ""
    disclosed: frozenset[str] = field(default_factory=frozenset)
    documents: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that should be on record.

    section: anchor of the dossier's section where it is mended; fact: the score sheet's fact it feeds, or ""
    """

    key: str
    words: Text
    clause: str
    section: str
    met: Callable[[Record], bool]
    modes: frozenset[str] = frozenset({"market", "self", "none"})
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not there. points: what it costs on the score sheet, None if nothing."""

    key: str
    words: Text
    clause: str
    section: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Completeness:
    """percent: whole, rounded down, so that 100 means that nothing is missing."""

    met: int
    of: int
    missing: tuple[Missing, ...]

    @property
    def percent(self) -> int:
        return 100 * self.met // self.of if self.of else 100


MARKET = frozenset({"market"})
SELF = frozenset({"self"})


def _known(name: str) -> Callable[[Record], bool]:
    return lambda record: name in record.known


def _disclosed(kind: str) -> Callable[[Record], bool]:
    return lambda record: kind in record.disclosed


def _documented(kind: str) -> Callable[[Record], bool]:
    return lambda record: kind in record.documents


def _fact(name: str, zh: str, en: str, clause: str = "B2") -> Need:
    return Need(name, Text(zh, en), clause, "facts", _known(name))


def _shown(kind: str, zh: str, en: str) -> Need:
    words = Text(f"{zh}未公示", f"{en} not disclosed")
    return Need(
        f"disclosure.{kind}", words, "S7", "disclosures", _disclosed(kind), MARKET, f"disclosure.{kind}"
    )


def _paper(kind: str, zh: str, en: str, clause: str, fact: str = "", modes: frozenset[str] = MARKET) -> Need:
    words = Text(f"没有有效的{zh}", f"No valid {en}")
    return Need(f"document.{kind}", words, clause, "documents", _documented(kind), modes, fact)


NEEDS: tuple[Need, ...] = (
    _fact("address", "地址未填", "Address not filled in"),
    _fact("kind", "小区类别未填", "Kind of estate not filled in", "K3"),
    _fact("built_year", "建成年份未填", "Year of completion not filled in"),
    _fact("buildings", "楼栋数未填", "Number of buildings not filled in"),
    _fact("households", "户数未填", "Number of households not filled in"),
    _fact("floor_area", "建筑面积未填", "Floor area not filled in"),
    _fact("building_type", "建筑类型未填", "Type of building not filled in", "K3"),
    _fact("lifts", "电梯数未填（没有电梯填0）", "Number of lifts not filled in (0 if there are none)", "K3"),
    _fact("garage", "有无地下车库未填", "Whether there is a garage is not filled in", "K3"),
    _fact("occupied_households", "入住户数未填", "Occupied households not filled in", "K3"),
    _fact("elderly_households", "老年人家庭户数未填", "Households of elderly people not filled in", "K3"),
    _fact("plan", "分类推进计划未写", "No plan for its class yet", "K3"),
    Need("grid", Text("未归入网格", "Not tied to a grid"), "B3", "facts", lambda r: r.gridded),
    Need(
        "grid_worker",
        Text("所在网格没有网格员", "Its grid has no grid worker"),
        "B3",
        "facts",
        lambda r: r.grid_worker,
    ),
    Need(
        "company",
        Text("服务企业未登记", "No company on record"),
        "B2",
        "company",
        lambda r: r.company,
        MARKET,
    ),
    Need(
        "uscc",
        Text("企业的统一社会信用代码未填", "The company's credit code is not filled in"),
        "B2",
        "company",
        lambda r: r.uscc,
        MARKET,
    ),
    Need(
        "registration",
        Text("企业未在省监管平台登记", "The company is not on the province's platform"),
        "S6",
        "company",
        lambda r: r.registered,
        MARKET,
        "registration.on_platform",
    ),
    Need(
        "phone",
        Text("服务中心电话未填", "Phone of the service centre not filled in"),
        "B2",
        "company",
        lambda r: r.phone,
        MARKET,
    ),
    Need(
        "manager",
        Text("没有登记项目经理", "No project manager on record"),
        "A2",
        "staff",
        lambda r: "manager" in r.posts,
        MARKET,
    ),
    Need(
        "duties",
        Text("关键岗位职责未写明", "Duties of the key posts are not written down"),
        "S5",
        "staff",
        lambda r: bool(r.posts) and r.duties,
        MARKET,
        "staffing.duties_defined",
    ),
    Need(
        "staffing",
        Text("人员配置未登记或不足", "Staff not on record, or fewer than required"),
        "S5",
        "staff",
        lambda r: r.staffing is True,
        MARKET,
        "staffing.adequate",
    ),
    Need(
        "contract",
        Text("没有在有效期内的物业服务合同", "No contract in force"),
        "S8",
        "contracts",
        lambda r: r.contract,
        MARKET,
        "contract.signed",
    ),
    Need(
        "filing",
        Text("物业服务合同未备案", "The contract is not on file"),
        "S8",
        "contracts",
        lambda r: r.filed,
        MARKET,
        "contract.filed",
    ),
    Need(
        "committee",
        Text("业主委员会未登记、已届满或未备案", "Owners' committee not on record, expired or not on file"),
        "B2",
        "committee",
        lambda r: r.committee == "ok",
        MARKET,
    ),
    _shown("services", "服务内容", "Services"),
    _shown("standards", "服务标准", "Service standards"),
    _shown("charge_items", "收费项目", "Charge items"),
    _shown("charge_rates", "收费标准", "Charge rates"),
    _paper(
        "responsibility", "安全生产责任制", "safety responsibility rule", "S9", "safety_rules.responsibility"
    ),
    _paper("training", "安全生产教育培训制度", "safety training rule", "S9", "safety_rules.training"),
    _paper("procedures", "安全生产规章制度或操作规程", "safety procedures", "S9", "safety_rules.procedures"),
    _paper("emergency_plan", "三防应急预案", "emergency plan", "S10", "emergency.plan", MARKET | SELF),
    _paper("greening_plan", "年度园林绿化工作计划", "greening plan", "S12", "greening.annual_plan"),
    _paper("drainage_plan", "年度排水管网维护清理工作计划", "drainage plan", "S13", "drainage.annual_plan"),
    _paper("charter", "服务章程", "charter", "C1", "", SELF),
    _paper("service_agreement", "服务协议", "service agreement", "C1", "", SELF),
)


def completeness(record: Record, points: Mapping[str, Decimal] | None = None) -> Completeness:
    """Return what is on record, and each thing that is not with its clause and its price.

    points: what each fact of the score sheet is worth, as `rules.packs` says
    Source: 指导意见 二(一) 完善小区居民、物业服务企业、业委会的基本信息 (B2), and the annex for the prices
    """
    wanted = [need for need in NEEDS if record.mode in need.modes]
    missing = tuple(
        Missing(need.key, need.words, need.clause, need.section, (points or {}).get(need.fact))
        for need in wanted
        if not need.met(record)
    )
    return Completeness(len(wanted) - len(missing), len(wanted), missing)
