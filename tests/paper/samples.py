"""The annex of the guideline with invented marks, for the tests and the bench of the papers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from linli.paper.documents import Remark, ScoreSheet, SheetLine

D = Decimal
PARTY, SERVICE, PLACE = "党建引领作用", "物业服务活动", "人居环境情况"
ANNEX: tuple[tuple[str, str, str, int], ...] = (
    (PARTY, "“三会一课”制度", "认真落实“三会一课”制度，定期开展“主题党日”活动，发挥党员先锋模范作用。未落实的，本项不得分", 5),
    (PARTY, "“三方联动”工作", "建立社区党组织领导下的物业服务企业、业主委员会（物业管理委员会）三方联动工作机制，定期召开联席会议，"
     "协商解决小区物业服务和公共管理事务。未建立工作机制扣3分，未开展活动扣2分", 5),
    (PARTY, "“红色物业”阵地", "街道党工委指导红色物业企业组织，按照“有场所、有设施、有标志、有党旗、有制度”的要求，加强红色阵地建设。"
     "未落实的，本项不得分", 5),
    (PARTY, "“红色物业”宣传", "有建立“红色物业”服务工作的宣传栏、横幅等宣传阵地。未建立的，本项不得分", 5),
    (SERVICE, "组织架构合理", "物业服务人员配置合理，相关工作职责具体明确，未落实的，本项不得分", 5),
    (SERVICE, "信息登记", "在“河南省物业管理综合监管平台”登记企业信息", 5),
    (SERVICE, "信息公示", "在物业管理区域的显著位置公示物业服务内容、服务标准、收费项目、收费标准等有关情况", 5),
    (SERVICE, "合同签订及备案", "按规定签订物业服务合同，向主管部门办理物业服务合同备案相关手续", 5),
    (SERVICE, "工作制度建立", "建立健全并落实安全生产责任制、安全生产教育培训制度、安全生产规章制度或操作规程", 5),
    (SERVICE, "三防应急制度", "建立三防应急制度，做好三防应急工作（包括定期演练、应急物资、三防设施、疏通下水道等）", 5),
    (SERVICE, "物业服务满意率", "居民群众对红色物业服务满意率低于90%的，每下降5%，扣1分。满意率低于百分之50%，一票否决", 5),
    (PLACE, "园林绿化情况", "有年度园林绿化工作计划；小区内绿化长势良好无缺损；花坛、花基等无明显损毁；绿化带干净整洁；"
     "发现一处扣0.5分扣，直至单项扣完为止", 8),
    (PLACE, "污水疏捞情况", "有年度排水管网维护清理工作计划；小区内无污水漫溢现象。是否对地下车库入口、地下室及人防、首层出入口等重点部位排查。", 8),
    (PLACE, "消防安全情况", "是否按规定施划消防通道标识并设置警示标志，小区内无占消防通道的构筑物、杂物、无明显的违章搭建，楼梯走道无杂物，"
     "是否张贴禁止“飞线充电”、“人车同屋”、“高空坠物”等警示标识。发现一处扣0.5分，扣完为止", 8),
    (PLACE, "管线整齐有序", "小区内管线整齐有序，无乱扯乱搭现象。发现一处扣0.5分，直至单项扣完为止", 8),
    (PLACE, "公共设施维护情况", "按规定或合同约定对公共设施设备进行维修保养（包括消防、安防、电梯等）", 8),
    (PLACE, "加分项目", "受到各级党委、政府和市级以上物业主管部门宣传表彰；工作得到市级以上领导肯定性批示；"
     "企业经营管理方面的创新实践取得突出成果等。", 5),
)  # fmt: skip
LOST = {
    "“三方联动”工作": ("2", "四季度未召开联席会议"),
    "信息公示": ("1.25", "收费标准未公示"),
    "合同签订及备案": ("2.5", "续签合同未备案"),
    "物业服务满意率": ("1", "满意率 83.6%，比 90% 低一个完整的 5%"),
    "消防安全情况": ("2.5", "楼道杂物 3 处、飞线 1 处、标识缺 1 处"),
}


def line(section: str, item: str, criterion: str, full: int, *, longer: int = 1) -> SheetLine:
    """Return a row of the annex. longer: how many times its reason is repeated."""
    lost, reason = LOST.get(item, ("0", ""))
    remarks = tuple(Remark(reason, -D(lost), discretion=item == "信息公示") for _ in range(longer) if reason)
    return SheetLine(section, item, criterion, D(full), D(full) - D(lost), remarks)


def sheet(*, unit: str = "平顶山市禾邻物业服务有限公司（和顺家园）", longer: int = 1) -> ScoreSheet:
    """Return a filled annex sheet."""
    return ScoreSheet(
        unit=unit,
        lines=tuple(line(*row, longer=longer) for row in ANNEX),
        maximum=D(100),
        date=dt.date(2026, 11, 23),
        total=D("90.75"),
        summary="满分 100（95 + 加分 5）。优秀 ≥ 90，良好 ≥ 80，合格 ≥ 60",
        grade="优秀",
        policy="xinhua-2022",
        check="9f2c 41d7 b0e8",
        foot="带＊的按本区裁量读法",
    )
