"""The papers of a published round, put together from what was published; `linli.paper` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from linli.kernel.period import Period
from linli.paper.columns import Column
from linli.paper.columns import Row as TableRow
from linli.paper.documents import Contact, Deed, Poster, Remark, ScoreSheet, SheetLine, Summary, SummaryRow
from linli.paper.letters import Entry as NoticeEntry
from linli.paper.letters import Ground, Listed, Lists, Office, Results
from linli.paper.words import check_code
from linli.publication import sheets
from linli.publication.models import Listing, PublishedListing, PublishedRound, PublishedScore, PublishedSheet
from linli.publication.queries.estates import PublicEstate
from linli.publication.terms import Roll
from linli.rules import packs
from linli.rules.packs import Pack

DEEDS = (
    Deed("谁在服务", "物业企业、项目经理、服务电话，业委会和社区"),
    Deed("看得分", "每季度考评多少分，每一处扣分和理由"),
    Deed("看公示", "收费标准、服务内容、合同期限和备案"),
    Deed("怎么申诉", "得分不对，企业和业委会可以逐项申诉"),
)


def score_sheet(published: PublishedRound, sheet: PublishedSheet, *, check: str = "") -> ScoreSheet:
    """Return one estate's published sheet in the annex's own form. check: hash of the bundle."""
    score = sheet.score
    rows = sheets.lines(published.card, sheet.result, sheet.facts, sheet.appeals)
    scored = sum(1 for row in rows if row.score is not None)
    return ScoreSheet(
        unit=f"{score.served_by}（{score.estate_name}）",
        lines=tuple(_line(row) for row in rows),
        maximum=published.maximum,
        date=localdate(published.published_at),
        total=score.points,
        summary=f"已评 {scored} 项，共 {len(rows)} 项",
        note="一票否决" if score.vetoed else "",
        grade=score.grade,
        policy=published.policy,
        check=check_code(check) if check else "",
    )


def blank_sheet(policy: str) -> ScoreSheet:
    """Return the annex of a policy pack with nothing filled in, for paper and pen on site (S18)."""
    card = packs.load(policy).card
    names = {each.id: each.name_zh for each in card.sections}
    printed = {each.id: names[each.printed_in or each.id] for each in card.sections}
    return ScoreSheet(
        unit="",
        lines=tuple(
            SheetLine(printed[item.section], item.title_zh, item.criterion_zh, item.maximum)
            for item in card.items
        ),
        maximum=sum((item.maximum for item in card.items), Decimal(0)),
        policy=policy,
    )


def _line(row: sheets.Line) -> SheetLine:
    remarks = [Remark(d.reason.zh, -d.points if d.points else None, d.discretion) for d in row.deductions]
    if row.award:
        remarks.append(Remark(f"酌定：{row.award['reason'] or '满分'}"))
    remarks += [Remark(fact.ruling.zh) for fact in row.facts if fact.ruling]
    remarks += [
        Remark(each.zh, None, True) for each in dict.fromkeys(fact.reading for fact in row.facts) if each
    ]
    return SheetLine(
        section=row.section.zh,
        item=row.title.zh,
        criterion=row.criterion,
        maximum=row.maximum,
        score=row.score,
        remarks=tuple(remarks),
        mark="酌定" if row.award else ("不适用" if row.status == "n/a" else ""),
    )


def summary(published: PublishedRound, rows: Iterable[tuple[PublishedScore, dict[str, Any]]]) -> Summary:
    """Return the table of a round. rows: each score with its result, in the order they are printed."""
    return Summary(
        title=published.title,
        subtitle=published.place_name,
        items=tuple((item["title_zh"], Decimal(item["maximum"])) for item in published.card),
        rows=tuple(_summary_row(score, result) for score, result in rows),
    )


def _summary_row(score: PublishedScore, result: dict[str, Any]) -> SummaryRow:
    return SummaryRow(
        estate=score.estate_name,
        place=f"{score.subdistrict} {score.community}".strip(),
        company=score.served_by,
        scores=tuple(None if each["score"] is None else Decimal(each["score"]) for each in result["items"]),
        total=score.points if score.complete else None,
        grade=score.grade,
        rank=score.rank,
        vetoed=score.vetoed,
    )


def results(published: PublishedRound, table: Summary) -> Results:
    """Return what the official notice says of a round."""
    figures, pack = published.figures, packs.load(published.policy)
    names = {item["id"]: item["title_zh"] for item in published.card}
    appeals = figures["appeals"]
    return Results(
        period=period(published),
        summary=table,
        grades=tuple(grade["name"] for grade in figures["grades"]),
        published=_day(localdate(published.draft_at)) if published.draft_at else "",
        objections=(appeals["made"], appeals["accepted"]),
        findings=tuple(
            f"{names[lost['item']]}：全区共失 {lost['points']} 分，占全部失分的 {lost['share']}%。"
            for lost in figures["lost"][:3]
        ),
        parties=pack.letters.parties,
        veto="；".join(f"{each.condition.fact.label_zh}{each.reason_zh}" for each in pack.card.vetoes()),
        demands=pack.letters.demands,
    )


def period(published: PublishedRound) -> str:
    """Return the period as papers name it: 2026年第三季度."""
    return Period(published.start, published.end).label().zh


def about(published: PublishedRound) -> dict[str, Any]:
    """Return what open data says about itself."""
    return {
        "round": published.code,
        "title": published.title,
        "stage": published.stage,
        "published_at": published.published_at.isoformat(),
        "decided_by": published.decided_by_name,
        "policy": published.policy,
        "policy_sha256": published.policy_hash,
        "journal": {"number": published.journal_number, "hash": published.journal_hash},
        "licence": "CC-BY-4.0",
    }


def office(policy: str) -> Office:
    """Return the authority that writes, the guideline it goes by and its own words, as the pack has them."""
    pack = packs.load(policy)
    return Office(
        name=pack.issuer_zh,
        basis=f"《{pack.title_zh}》（{pack.document_number}）",
        recipients=pack.letters.recipients,
        copies_to=pack.letters.copies_to,
        contact=pack.letters.contact,
        theme=pack.letters.theme,
        no_ban=pack.letters.no_ban,
    )


def notice_entry(listing: Listing, *, period: str, reply_by: date, ends: date) -> NoticeEntry:
    """Return what the prior notice says to the company before a black entry."""
    pack = packs.load(listing.score.round.policy)
    return NoticeEntry(
        company=listing.score.served_by,
        estate=listing.score.estate_name,
        period=period,
        grounds=tuple(
            Ground(reason["zh"], pack.letters.ground, f"{period}公布的评分表") for reason in listing.reasons
        ),
        reply_by=reply_by,
        ends=ends,
        demands=pack.letters.mend,
        roll=pack.lists[listing.roll].name_zh,
    )


def announced(rows: Iterable[PublishedListing], *, period: str) -> Lists:
    """Return what the announcement of the lists of a round says. rows: at least one"""
    given = list(rows)
    pack = packs.load(given[0].listing.score.round.policy)
    red, watch, black = (pack.lists[roll].name_zh for roll in (Roll.RED, Roll.WATCH, Roll.BLACK))
    return Lists(
        period=period,
        red=tuple(_listed(row) for row in given if row.roll == Roll.RED),
        watch=tuple(_listed(row) for row in given if row.roll == Roll.WATCH),
        black=tuple(_listed(row) for row in given if row.roll == Roll.BLACK),
        until=max((row.until for row in given), default=None),
        decided_by="、".join(sorted({row.decided_by_name for row in given})),
        names=(red, watch, black),
        objections=_with_days(pack),
    )


def _with_days(pack: Pack) -> str:
    """Return how an entry can be objected to, with the pack's days for an answer."""
    days = pack.deadlines.get("appeal_answer")
    unit = {"workday": "个工作日", "day": "日", "month": "个月", "year": "年"}
    return pack.letters.objections.replace("{days}", f"{days.count}{unit[days.unit]}" if days else "")


def _listed(row: PublishedListing) -> Listed:
    return Listed(
        estate=row.estate_name,
        company=row.served_by,
        place=row.subdistrict,
        reason="；".join(reason["zh"] for reason in row.reasons),
        score=row.points,
    )


def poster(found: PublicEstate, *, url: str, sponsor: str, basis: str, printed: date) -> Poster:
    """Return the A4 poster of an estate. url: what its QR code opens, absolute."""
    contacts = []
    if found.project:
        name = found.project.company.name + (f" · 项目经理 {found.manager}" if found.manager else "")
        contacts.append(Contact("物业服务", name, found.project.phone, found.project.hours))
    if found.committee:
        contacts.append(
            Contact(str(found.committee.get_kind_display()), f"任期到{_day(found.committee.term_until)}")
        )
    if found.community:
        contacts.append(Contact("社区", found.community, "", found.grid))
    return Poster(
        estate=found.estate.name,
        place=f"{found.subdistrict} {found.community}".strip(),
        url=url,
        contacts=tuple(contacts),
        deeds=DEEDS,
        hotline="12345",
        sponsor=sponsor,
        basis=basis,
        printed=printed,
    )


LEADING = (
    ("estate_code", Column("小区代码", width=20)),
    ("estate_name", Column("小区", width=22)),
    ("subdistrict", Column("街道")),
    ("community", Column("社区")),
    ("served_by", Column("物业服务企业", width=28)),
    ("households", Column("户数", "integer")),
    ("rank", Column("名次", "integer")),
    ("points", Column("总分", "points")),
    ("grade", Column("等次")),
    ("vetoed", Column("一票否决")),
    ("complete", Column("已评齐")),
)


def columns(published: PublishedRound) -> list[Column]:
    """Return the columns of the open data: the estate, its standing, then one column per item."""
    return [column for _, column in LEADING] + [
        Column(f"{item['title_zh']}（{item['id']}）", "points") for item in published.card
    ]


def keys(published: PublishedRound) -> list[str]:
    """Return the same columns as keys for JSON."""
    return [key for key, _ in LEADING] + [item["id"] for item in published.card]


def rows(given: Iterable[tuple[PublishedScore, dict[str, Any]]]) -> Iterator[TableRow]:
    """Yield the open data's rows, in the order given."""
    for score, result in given:
        leading: Sequence[Any] = [getattr(score, key) for key, _ in LEADING]
        items = [None if each["score"] is None else Decimal(each["score"]) for each in result["items"]]
        yield [*leading, *items]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
