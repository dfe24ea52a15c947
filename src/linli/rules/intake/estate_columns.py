"""The columns of a list of estates under every heading they are met with, and the ways of management."""

from __future__ import annotations

from linli.rules.folding import fold
from linli.rules.intake.headings import column

MARKET, SELF_MANAGED, NONE = "market", "self", "none"

COLUMNS = (
    column(
        "name",
        "小区名称",
        "小区 小区名 住宅小区名称 项目名称 物业项目名称 楼盘名称 名称 estate estatename name"
        " residentialestate communityname",
        required=True,
    ),
    column(
        "subdistrict",
        "所属街道",
        "街道 街道名称 所属街道办 所属街道办事处 街道办事处 街道办 所属街镇 所属乡镇 乡镇街道 街镇"
        " 所在街道 subdistrict street township",
        required=True,
    ),
    column(
        "community",
        "所属社区",
        "社区 社区名称 所在社区 所属社区居委会 所属社区村 社区居委会 居委会 社区村居 村居 community"
        " neighbourhood neighborhood",
    ),
    column(
        "address",
        "地址",
        "小区地址 详细地址 坐落 坐落位置 位置 所在地址 项目地址 address location",
    ),
    column(
        "built_year",
        "建成年份",
        "建成年代 建造年份 建筑年代 建成时间 竣工年份 建设年份 建成年 年份 builtyear yearbuilt"
        " constructionyear",
    ),
    column(
        "buildings",
        "楼栋数",
        "栋数 楼栋数量 幢数 楼幢数 楼栋 楼数 楼栋总数 总栋数 buildings numberofbuildings buildingcount",
    ),
    column(
        "households",
        "户数",
        "总户数 住户数 居民户数 房屋套数 套数 户数合计 households numberofhouseholds householdcount",
    ),
    column(
        "floor_area",
        "建筑面积",
        "总建筑面积 建筑总面积 物业面积 面积 建筑面积平方米 建筑面积万平方米 floorarea grossfloorarea area",
    ),
    column(
        "mode",
        "管理类型",
        "管理方式 管理模式 物业管理类型 物业管理方式 物业类型 管理形式 managementtype management mode"
        " servicemode",
        required=True,
    ),
    column(
        "company",
        "物业服务企业",
        "物业企业 物业公司 物业服务公司 物业服务企业名称 物业公司名称 服务企业 管理单位 物业管理单位"
        " 物业服务单位 company propertycompany managementcompany",
    ),
    column(
        "uscc",
        "统一社会信用代码",
        "信用代码 社会信用代码 统一信用代码 企业信用代码 物业企业统一社会信用代码 uscc creditcode"
        " unifiedsocialcreditcode",
    ),
    column(
        "contract_start",
        "合同起始日期",
        "合同开始日期 合同起始时间 合同开始时间 合同起始日 合同签订起始日期 合同期限起始"
        " 合同期限起始日期 合同期限开始日期 起始日期 开始日期 合同起 contractstart contractstartdate"
        " startdate",
    ),
    column(
        "contract_end",
        "合同截止日期",
        "合同结束日期 合同终止日期 合同到期日期 合同到期日 合同截止时间 合同结束时间 合同到期时间"
        " 合同期限截止 合同期限截止日期 合同期限结束日期 合同期限终止日期 截止日期 结束日期 终止日期"
        " 到期日期 合同止 contractend contractenddate enddate",
    ),
    column(
        "fee",
        "物业费",
        "物业费标准 物业服务费 物业收费标准 收费标准 物业费单价 物业服务收费标准 服务费标准 fee"
        " propertyfee servicefee managementfee",
    ),
)
TITLES = {item.code: item.title for item in COLUMNS} | {
    "floor_area": "建筑面积（㎡）",
    "fee": "物业费（元/㎡·月）",
}
REQUIRED = tuple(item.code for item in COLUMNS if item.required)
MODES = {
    fold(word): code
    for code, words in {
        MARKET: "市场化物业 市场化 市场化物业管理 市场化管理 市场化物业服务 专业化物业 专业化物业管理"
        " 专业物业 物业公司管理 market",
        SELF_MANAGED: "自主管理 自治管理 自管 业主自管 业主自治 业主自主管理 自我管理 self self-managed",
        NONE: "无物业 无物业管理 无物业小区 没有物业 无人管理 无 none",
    }.items()
    for word in words.split()
}
