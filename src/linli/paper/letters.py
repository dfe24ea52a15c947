"""The official words: result notice, notice before a black entry, announcement of the lists.

Each takes plain values and returns an `official.Notice`, ready for `docx.notice`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from linli.paper.documents import Summary, SummaryRow
from linli.paper.official import Annex, Block, Grid, Notice, Paragraph
from linli.paper.words import chinese_date, plain, points


@dataclass(frozen=True, slots=True)
class Office:
    """The authority that writes, and what it says in its own words.

    basis: the guideline as letters quote it; contact: 联系人 and phone; theme: what stands before 考评
    no_ban: what an entry on the black list does not do; "" to say nothing of it
    """

    name: str
    basis: str
    recipients: str = ""
    copies_to: str = ""
    contact: str = ""
    theme: str = ""
    no_ban: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What a result notice says. period: 2026年第四季度; objections: how many were heard and upheld.

    parties: who took part, "" to name nobody; veto: why estates were vetoed, as the rules have it
    """

    period: str
    summary: Summary
    grades: tuple[str, ...] = ("优秀", "良好", "合格", "不合格")
    parties: str = ""
    veto: str = "一票否决"
    published: str = ""
    objections: tuple[int, int] | None = None
    findings: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()


def result_notice(
    office: Office, results: Results, *, number: str = "", day: dt.date | None = None
) -> Notice:
    """Return the 通报 of a round: how it was held, what came out, what is now asked, the table as annex."""
    rows = results.summary.rows
    body: list[Block] = [
        Paragraph(
            f"根据{office.basis}，{office.name}{_joined(results.parties)}，对全区{len(rows)}个住宅小区开展了"
            f"{results.period}{office.theme}考评。现将结果通报如下。"
        ),
        Paragraph("一、考评情况", 1),
        Paragraph(_how(results)),
        Paragraph("二、考评结果", 1),
        Paragraph(_grades(rows, results.grades)),
        *_best_and_vetoed(rows, results.veto),
    ]
    body += _list("三、发现的主要问题", results.findings)
    body += _list("四、下一步要求" if results.findings else "三、下一步要求", results.demands)
    return Notice(
        issuer=office.name,
        title=f"关于{results.period}{office.theme}\n考评结果的通报",
        recipients=office.recipients,
        body=tuple(body),
        date=day,
        number=number,
        annexes=(Annex(f"{results.period}考评结果汇总表", (result_table(results.summary),)),),
        copies_to=office.copies_to,
        printed_by=office.name,
        printed=day,
        contact=office.contact,
    )


def _joined(parties: str) -> str:
    return f"牵头组织{parties}" if parties else "组织有关方面"


def _how(results: Results) -> str:
    text = "考评按附件评分表逐项进行，扣分均记明事实和依据，由规则直接得出的分数不作人工改动。"
    if results.published:
        text += f"结果草案已于{results.published}公示。"
    if results.objections is not None:
        heard, upheld = results.objections
        text += (
            f"公示期间收到申诉{heard}件，成立{upheld}件，均已书面答复。"
            if heard
            else "公示期间没有收到申诉。"
        )
    return text + "每个得分的计算依据可在公开页面下载并独立复算。"


def _grades(rows: tuple[SummaryRow, ...], grades: tuple[str, ...]) -> str:
    count = Counter(row.grade for row in rows)
    parts = [f"{grade}{count[grade]}个" for grade in grades]
    scored = [row.total for row in rows if row.total is not None]
    mean = (
        f"平均{points((sum(scored, Decimal(0)) / len(scored)).quantize(Decimal('0.01')))}分，"
        if scored
        else ""
    )
    return f"参加考评的{len(rows)}个小区，{mean}其中{'，'.join(parts)}。"


def _best_and_vetoed(rows: tuple[SummaryRow, ...], veto: str) -> list[Block]:
    best = [row for row in rows if row.rank is not None and row.rank <= 3]
    vetoed = [row.estate for row in rows if row.vetoed]
    blocks: list[Block] = []
    if best:
        names = "、".join(f"{row.estate}（{points(row.total)}分）" for row in best[:10])
        blocks.append(Paragraph(f"得分居前的是{names}。", lead="（一）名次居前。", level=2))
    if vetoed:
        names = "、".join(vetoed[:20]) + (f"等{len(vetoed)}个小区" if len(vetoed) > 20 else "")
        blocks.append(Paragraph(f"{names}：{veto}。", lead="（二）一票否决。", level=2))
    return blocks


def _list(heading: str, texts: tuple[str, ...]) -> list[Block]:
    if not texts:
        return []
    return [Paragraph(heading, 1), *(Paragraph(f"{n}．{text}", 3) for n, text in enumerate(texts, start=1))]


def result_table(summary: Summary) -> Grid:
    """Return the annexed table: rank, estate, place, company, total, grade."""
    return Grid(
        ("名次", "小区", "街道、社区", "物业服务企业", "总分", "等次"),
        tuple(
            (
                str(row.rank or "—"),
                row.estate,
                row.place,
                row.company,
                points(row.total, empty="—"),
                f"{row.grade}\n（否决）" if row.vetoed else row.grade,
            )
            for row in summary.rows
        ),
        (1.3, 3.1, 2.9, 4.2, 1.5, 1.9),
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact a black entry rests on. clause: the clause or article; evidence: where to see it."""

    fact: str
    clause: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is proposed for one company or estate. ends: the last day of the listing; roll: the list's name"""

    company: str
    estate: str
    period: str
    grounds: tuple[Ground, ...]
    reply_by: dt.date
    ends: dt.date | None = None
    demands: tuple[str, ...] = ()
    roll: str = "黑榜"


def prior_notice(office: Office, entry: Entry, *, number: str = "", day: dt.date | None = None) -> Notice:
    """Return the 告知书 before a black entry: basis, facts, consequence, right to be heard, deadline.

    Source: 河南省社会信用条例 art. 28 (written notice beforehand), clause I5 of the guideline.
    """
    body: list[Block] = [
        Paragraph(
            f"根据{office.basis}关于定期发布物业服务企业“红黑榜”的规定，我局拟将你单位服务的{entry.estate}列入"
            f"{entry.period}物业服务“{entry.roll}”。依照《河南省社会信用条例》第二十八条，现将有关事项书面告知如下。"
        ),
        Paragraph("一、事实和依据", 1),
        *(_ground(place, ground) for place, ground in enumerate(entry.grounds, start=1)),
        Paragraph("二、列入后的措施", 1),
        Paragraph(_consequence(office, entry)),
        Paragraph("三、你单位的权利", 1),
        Paragraph(
            f"你单位可以在{chinese_date(entry.reply_by)}前向我局提出书面陈述、申辩和异议，并附有关证据；也可以要求"
            "查阅本告知书所列证据。我局将逐项答复，理由成立的不予列入。逾期未提出的，视为放弃，我局将依规作出决定。"
        ),
    ]
    body += _list("四、整改要求", entry.demands)
    return Notice(
        issuer=office.name,
        title=f"拟列入物业服务“{entry.roll}”告知书",
        recipients=entry.company,
        body=tuple(body),
        date=day,
        number=number,
        contact=office.contact,
        form="letter",
    )


def _ground(place: int, ground: Ground) -> Paragraph:
    clause = f"依据：{ground.clause}。" if ground.clause else ""
    evidence = f"证据：{ground.evidence}。" if ground.evidence else ""
    return Paragraph(f"{place}．{ground.fact.rstrip('。')}。{clause}{evidence}", 3)


def _consequence(office: Office, entry: Entry) -> str:
    ends = f"列入期至{chinese_date(entry.ends)}止，" if entry.ends else ""
    return (
        f"{ends}在公示渠道公布小区和企业名称、列入理由；整改经复查合格的，可以提前移出并公告。{office.no_ban}"
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a published list."""

    estate: str
    company: str
    place: str
    reason: str
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of one period, each decided entry by entry by a named person.

    names: what the three lists are called, in the order of the fields
    objections: how an entry can be objected to, "" to say nothing of it
    """

    period: str
    red: tuple[Listed, ...] = ()
    watch: tuple[Listed, ...] = ()
    black: tuple[Listed, ...] = ()
    until: dt.date | None = None
    decided_by: str = ""
    names: tuple[str, str, str] = ("红榜", "关注名单", "黑榜")
    objections: str = ""


def list_announcement(
    office: Office, lists: Lists, *, number: str = "", day: dt.date | None = None
) -> Notice:
    """Return the announcement of red, watch and black lists, with the reason for every entry."""
    words = [f"“{name}”" for name in lists.names]
    named = tuple(zip(words, (lists.red, lists.watch, lists.black), strict=True))
    counts = "，".join(f"{name}{len(entries)}个" for name, entries in named)
    until = f"有效期至{chinese_date(lists.until)}。" if lists.until else ""
    decided = f"以上各项由{lists.decided_by}逐项审定。" if lists.decided_by else ""
    body: list[Block] = [
        Paragraph(
            f"根据{office.basis}，经考评、公示、听取陈述申辩并逐项审定，现发布{lists.period}物业服务“红黑榜”。"
        ),
        Paragraph("一、名单", 1),
        Paragraph(f"本期列入{counts}，名单和理由见附件。{decided}{until}"),
    ]
    given = (("说明", office.no_ban), ("异议和移出", lists.objections))
    for number, (heading, text) in zip("二三", [each for each in given if each[1]], strict=False):
        body += [Paragraph(f"{number}、{heading}", 1), Paragraph(text)]
    annexes = tuple(
        Annex(f"{lists.period}物业服务{name}", (_listed(entries),)) for name, entries in named if entries
    )
    return Notice(
        issuer=office.name,
        title=f"关于发布{lists.period}\n物业服务“红黑榜”的公告",
        recipients=office.recipients,
        body=tuple(body),
        date=day,
        number=number,
        annexes=annexes,
        copies_to=office.copies_to,
        printed_by=office.name,
        printed=day,
        contact=office.contact,
    )


def _listed(entries: tuple[Listed, ...]) -> Grid:
    return Grid(
        ("序号", "小区", "物业服务企业", "街道、社区", "得分", "理由"),
        tuple(
            (
                str(place),
                entry.estate,
                entry.company,
                entry.place,
                "—" if entry.score is None else plain(entry.score),
                entry.reason,
            )
            for place, entry in enumerate(entries, start=1)
        ),
        (1.2, 2.6, 3.4, 2.6, 1.6, 4.1),
    )
