"""What lines of the journal mean to a leader: one phrase for each thing that is done at a place."""

from __future__ import annotations

from linli.kernel.text import Text

_PHRASES = """
meeting.call|召集联席会议|joint meeting called
meeting.minute|记录联席会议|joint meeting minuted
meeting.approve|确认会议纪要|minutes approved
resolution.make|作出决议|resolution made
resolution.finish|决议报告办结|resolution reported done
resolution.accept|会议确认办结|resolution accepted
resolution.reopen|决议退回重办|resolution reopened
resolution.drop|决议不再办理|resolution given up
mechanism.establish|建立三方联动机制|mechanism of the three sides established
mechanism.end|三方联动机制终止|mechanism of the three sides ended
appointment.make|交叉任职|cross-appointment made
appointment.end|交叉任职结束|cross-appointment ended
quality.note|义务质量总监记录|note of a quality director
commitment.community|社区作出服务承诺|commitment of the community
commitment.committee|业委会作出服务承诺|commitment of the committee
commitment.company|物业企业作出服务承诺|commitment of the company
board.print|印制公示栏|notice board printed
contract.sign|签订物业服务合同|service contract signed
contract.file|物业服务合同备案|service contract filed
contract.withdraw|撤回合同备案|filing of a contract withdrawn
disclosure.show|登记公示|disclosure shown
disclosure.check|核查公示|disclosure checked
document.issue|印发制度文件|rule document issued
emergency.record|三防工作|three defences
committee.elect|业主委员会选出|owners' committee elected
committee.file|业主委员会备案|owners' committee filed
committee.dissolve|业主委员会终止|owners' committee dissolved
project.start|企业进驻服务|company started
project.end|企业服务结束|company ended
post.appoint|关键岗位到任|key post filled
post.vacate|关键岗位离任|key post vacated
staffing.count|登记人员配置|staff counted
estate.register|登记小区|estate registered
estate.mode|变更管理类型|kind of management changed
estate.close|注销小区|estate closed
organisation.found|成立党组织|Party organisation founded
organisation.dissolve|撤销党组织|Party organisation dissolved
coverage.tie|党组织覆盖|covered by a Party organisation
coverage.end|党组织覆盖结束|coverage ended
instructor.appoint|选派党建指导员|instructor sent
instructor.end|党建指导员任期结束|instructor's term ended
guidance.record|党建指导|guidance by an instructor
activity.members_meeting|党员大会|members' meeting
activity.committee_meeting|支委会|committee meeting
activity.group_meeting|党小组会|group meeting
activity.lecture|党课|Party lecture
activity.theme_day|主题党日|themed Party day
activity.organisation_life|组织生活会|organisation-life meeting
activity.appraisal|民主评议党员|democratic appraisal
activity.open_activity|开放式党组织活动|open activity
position.check|核查党建阵地|position checked
publicity.show|红色物业宣传|publicity shown
gridwork.policy|网格员政策宣传|grid worker told of policies
gridwork.information|网格员信息收集|grid worker collected information
gridwork.guidance|网格员党建指导|grid worker guided Party work
gridwork.supervision|网格员日常监督|grid worker supervised
fund.plan|扶持资金计划|fund planned
fund.enter|扶持资金收支|line of a fund entered
fund.close|扶持资金结清|fund closed
mandate.give|明确责任人|mandate given
mandate.end|责任人变动|mandate ended
visit.record|走访|visit paid
"""
WORDS: dict[str, Text] = {
    verb: Text(zh, en) for verb, zh, en in (line.split("|") for line in _PHRASES.strip().splitlines())
}
