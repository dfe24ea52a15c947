"""Who and what is in the demo district: streets are real, all else is invented."""

from __future__ import annotations

from dataclasses import dataclass

DISTRICT = "410402"
PASSWORD = "linli-demo-2026"  # noqa: S105  printed at every start; exists in the demo district only
HOME = "和顺家园"  # where the company, the committee and the owner of the demo accounts are at home
COURTYARD = "滨河花园北院"  # self-managed, in the grid of the demo's grid worker


@dataclass(frozen=True, slots=True)
class Firm:
    """registered: whether it stands on the province's platform"""

    name: str
    head: str
    registered: bool = True


FIRMS = (
    Firm("平顶山市禾邻物业服务有限公司", "梁禾"),
    Firm("平顶山市清和物业管理有限公司", "苏清和"),
    Firm("平顶山市睦安物业服务有限公司", "陶睦安"),
    Firm("平顶山市恒泽物业管理有限公司", "方恒"),
    Firm("平顶山市暖阳物业服务有限公司", "邵暖", registered=False),
    Firm("平顶山市德兴物业管理有限公司", "贺德兴"),
    Firm("平顶山市泰合物业服务有限公司", "祁泰"),
    Firm("平顶山市鹰城和美物业有限公司", "雷和美"),
    Firm("平顶山市嘉木物业服务有限公司", "甘嘉木"),
    Firm("河南知邻物业管理有限公司平顶山分公司", "康知"),
    Firm("平顶山市蓝湾物业服务有限公司", "莫蓝", registered=False),
    Firm("平顶山市同心圆物业管理有限公司", "柏同"),
)

# name, street, mode, kind, year, households, lifts, quality in percent, firm (its number), committee
# fmt: off
ESTATES: tuple[tuple[str, str, str, str, int, int, int, int, int | None, bool], ...] = (
    ("和顺家园",         "湛河北路街道", "market", "commodity",  2011, 1286, 24, 84, 0,    True),
    ("文园雅居",         "湛河北路街道", "market", "commodity",  2014,  742, 18, 88, 0,    True),
    ("朝阳嘉苑",         "湛河北路街道", "market", "commodity",  2016,  968, 22, 97, 3,    True),
    ("河畔新城",         "湛河北路街道", "market", "commodity",  2018, 1540, 36, 90, 9,    True),
    ("滨河花园北院",     "湛河北路街道", "self",   "old",        1996,  186,  0, 76, None, True),
    ("光明里二期",       "光明路街道",   "market", "commodity",  2015,  864, 20, 98, 2,    True),
    ("光明里一期",       "光明路街道",   "market", "commodity",  2009,  612,  8, 86, 2,    True),
    ("体育村东区",       "光明路街道",   "market", "old",        1998,  420,  0, 72, 5,    False),
    ("建设街六十八号院", "光明路街道",   "self",   "work_unit",  1992,  148,  0, 93, None, True),
    ("向阳坊",           "光明路街道",   "market", "affordable", 2012,  980, 12, 80, 7,    False),
    ("春晓苑",           "光明路街道",   "market", "commodity",  2020, 1120, 30, 92, 8,    True),
    ("曙北新村东院",     "曙光街街道",   "market", "old",        1999,  386,  0, 94, 2,    True),
    ("曙北新村西院",     "曙光街街道",   "market", "old",        1999,  402,  0, 83, 2,    False),
    ("晨光家园",         "曙光街街道",   "market", "commodity",  2013,  756, 14, 87, 8,    True),
    ("幸福里",           "曙光街街道",   "self",   "old",        1994,  212,  0, 68, None, False),
    ("东篱苑",           "曙光街街道",   "market", "commodity",  2017,  688, 16, 79, 10,   False),
    ("联盟路九号院",     "中兴路街道",   "market", "work_unit",  1997,  264,  0, 50, 4,    False),
    ("中兴华庭",         "中兴路街道",   "market", "commodity",  2019, 1034, 28, 91, 1,    True),
    ("梧桐里",           "中兴路街道",   "market", "commodity",  2010,  588, 10, 85, 11,   True),
    ("启元小区",         "中兴路街道",   "market", "affordable", 2008,  720,  6, 74, 7,    False),
    ("新程苑",           "中兴路街道",   "market", "commodity",  2015,  640, 12, 81, 0,    False),
    ("幸福街十二号院",   "矿工路街道",   "self",   "work_unit",  1989,  132,  0, 66, None, False),
    ("矿东花园",         "矿工路街道",   "market", "work_unit",  2003,  910,  0, 62, 0,    True),
    ("矿南院",           "矿工路街道",   "none",   "work_unit",  1986,   96,  0, 40, None, False),
    ("平安嘉园",         "矿工路街道",   "market", "commodity",  2012,  830, 18, 82, 6,    True),
    ("锦绣苑",           "矿工路街道",   "market", "commodity",  2014,  690, 14, 88, 11,   False),
    ("工人新居",         "矿工路街道",   "market", "affordable", 2010, 1210, 10, 77, 7,    False),
    ("金山雅居",         "西市场街道",   "market", "commodity",  2011,  540, 10, 71, 5,    False),
    ("西市口小区",       "西市场街道",   "market", "old",        2000,  318,  0, 69, 5,    False),
    ("福满楼院",         "西市场街道",   "none",   "old",        1991,   84,  0, 42, None, False),
    ("和平里",           "西市场街道",   "self",   "old",        1995,  176,  0, 80, None, True),
    ("商贸家园",         "西市场街道",   "market", "commodity",  2013,  602, 12, 84, 10,   False),
    ("优越花园",         "西市场街道",   "market", "commodity",  2016,  776, 16, 89, 9,    True),
    ("新新家园",         "新新街街道",   "market", "commodity",  2012,  655, 12, 83, 6,    False),
    ("团结院",           "新新街街道",   "self",   "work_unit",  1990,  120,  0, 72, None, False),
    ("新华里",           "新新街街道",   "market", "old",        2001,  470,  0, 75, 4,    False),
    ("云栖小筑",         "新新街街道",   "market", "commodity",  2021,  820, 22, 95, 1,    True),
    ("青石人家",         "青石山街道",   "market", "commodity",  2015,  700, 14, 86, 11,   False),
    ("山语华府",         "青石山街道",   "market", "commodity",  2019,  940, 24, 90, 3,    True),
    ("石苑小区",         "青石山街道",   "market", "affordable", 2009,  860,  8, 73, 7,    False),
    ("南坡院",           "青石山街道",   "none",   "old",        1993,  110,  0, 45, None, False),
    ("望山居",           "青石山街道",   "market", "commodity",  2014,  520, 10, 81, 10,   False),
    ("湖岸新语",         "西高皇街道",   "market", "commodity",  2020, 1380, 38, 99, 1,    True),
    ("高皇新村",         "西高皇街道",   "market", "affordable", 2013, 1460, 16, 78, 6,    False),
    ("西湖春天",         "西高皇街道",   "market", "commodity",  2017,  890, 20, 89, 3,    True),
    ("柳林小区",         "西高皇街道",   "self",   "old",        1997,  204,  0, 74, None, False),
    ("凤栖园",           "西高皇街道",   "market", "commodity",  2018,  960, 22, 87, 9,    False),
    ("鹭鸣苑",           "西高皇街道",   "market", "commodity",  2016,  610, 12, 85, 8,    False),
    ("焦店新居一区",     "焦店镇",       "market", "affordable", 2014, 1640, 20, 76, 6,    False),
    ("焦店新居二区",     "焦店镇",       "market", "affordable", 2016, 1520, 20, 79, 6,    False),
    ("稻香园",           "焦店镇",       "market", "commodity",  2018,  740, 14, 84, 4,    False),
    ("田园里",           "焦店镇",       "self",   "commodity",  2010,  260,  4, 70, None, False),
    ("麦浪家园",         "焦店镇",       "market", "commodity",  2020,  680, 16, 88, 8,    False),
    ("程庄小院",         "焦店镇",       "none",   "old",        1998,   72,  0, 44, None, False),
    ("香山苑",           "香山街道",     "market", "commodity",  2015,  870, 18, 86, 9,    True),
    ("香樟里",           "香山街道",     "market", "commodity",  2017,  790, 16, 90, 3,    False),
    ("北山新居",         "香山街道",     "market", "affordable", 2012, 1180, 12, 75, 7,    False),
    ("松涛院",           "香山街道",     "self",   "work_unit",  1994,  158,  0, 78, None, True),
    ("半山家园",         "香山街道",     "market", "commodity",  2013,  560, 10, 80, 11,   False),
    ("泉眼小区",         "香山街道",     "market", "old",        2002,  340,  0, 67, 10,   False),
)
# fmt: on

MANAGERS = (
    "郭建南", "宋立春", "韩秋实", "曹雨田", "袁书勤", "潘石安", "任晓禾", "汪满仓", "石有为", "顾念真",
    "孟知夏", "秦牧野", "龚长青", "樊敬业", "尹朝阳", "施惠民", "路远志", "邱实", "葛同舟", "戴月明",
)  # fmt: skip
CHAIRS = ("孙桂芳", "周守信", "吴自清", "郑乐山", "冯万家", "褚安民", "卫平", "蒋和")

# role: user name and role; at: whose place ("district", "street", "community", "grid", "estate")
ACCOUNTS: tuple[tuple[str, str, str, str], ...] = (
    ("bureau", "陈立群", "district", "区住建局物业科科长"),
    ("organisation", "何向东", "district", "区委组织部干部"),
    ("subdistrict", "赵明远", "street", "公共管理办公室"),
    ("community", "周敏", "community", "社区物业专窗"),
    ("grid", "马小川", "grid", "网格员"),
    ("instructor", "田国栋", "street", "党建指导员"),
    ("company", "王海宁", "estate", "项目经理"),
    ("committee", "孙桂芳", "estate", "业委会主任"),
    ("owner", "刘一凡", "estate", "业主"),
    ("assessor", "李红雨", "district", "第二考评组"),
    ("admin", "系统管理员", "district", "信息中心"),
)
