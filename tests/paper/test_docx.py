"""The DOCX papers: the annex in its own form, and the layout of GB/T 9704-2012 in numbers."""

from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from linli.paper import docx as paper
from linli.paper.documents import Summary, SummaryRow
from linli.paper.letters import (
    Entry,
    Ground,
    Listed,
    Lists,
    Office,
    Results,
    list_announcement,
    prior_notice,
    result_notice,
)
from linli.paper.official import Annex, Grid, Notice, Number, Paragraph
from linli.paper.word.tables import TABLE
from linli.paper.word.xml import CELL, PARAGRAPH, RUN
from tests.paper.samples import ANNEX, sheet

OFFICE = Office(
    name="平顶山市新华区住房和城乡建设局",
    basis="《新华区“红色物业”工作指导细则》（平新住建〔2022〕10号）",
    recipients="各街道办事处",
    copies_to="区委组织部",
    contact="联系人：周敏　电话：0375-5550101",
    theme="“红色物业”",
    no_ban="本次列入不属于严重失信主体名单；是否续聘由业主依照《中华人民共和国民法典》第二百七十八条共同决定。",
)
DAY = dt.date(2026, 12, 31)


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def words(document: Any) -> str:
    return "\n".join(node.text or "" for node in document.element.iter(qn("w:t")))


def joined(document: Any) -> str:
    return words(document).replace("\n", "")


def plain_notice(**changes: Any) -> Notice:
    given: dict[str, Any] = {
        "issuer": OFFICE.name,
        "title": "关于考评结果的通报",
        "recipients": "各街道办事处",
        "body": (Paragraph("一、情况", 1), Paragraph("正文。", 2, "（一）总体。"), Paragraph("1．细项", 3)),
        "date": DAY,
        "number": str(Number("平新住建", 2026, 87)),
        "copies_to": "区委组织部",
        "printed": DAY,
    }
    return Notice(**{**given, **changes})


@pytest.mark.clause("I1")
def test_the_annex_has_its_columns_its_merged_groups_and_its_words() -> None:
    document = opened(paper.score_sheet(sheet()))
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["项目", "内容", "评定标准", "分值", "得分", "备注"]
    assert len(table.rows) == len(ANNEX) + 2
    for number, (_, item, criterion, full) in enumerate(ANNEX, start=1):
        cells = table.rows[number].cells
        assert (cells[1].text, cells[2].text, cells[3].text) == (item, criterion, str(full))
    groups = [cell.text for cell in table.columns[0].cells]
    assert groups[1] == groups[4] == "党建引领作用"
    merged = [node.get(qn("w:val")) for node in table._tbl.iter(qn("w:vMerge"))]
    assert merged.count("restart") == 3
    assert table.rows[-1].cells[4].text == "90.75"
    assert "−1.25 收费标准未公示＊" in joined(document)


def test_paper_margins_and_grid_are_those_of_the_standard() -> None:
    section = opened(paper.notice(plain_notice())).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(edge.mm) for edge in margins] == [37, 26, 35, 28]
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    assert 22 * pitch <= 225 / 25.4 * 72 < 23 * pitch
    character = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert 28 * character <= 156 / 25.4 * 72 < 28.1 * character


def test_twenty_eight_characters_fill_a_line_of_the_body() -> None:
    document = opened(paper.notice(plain_notice()))
    body = next(p for p in document.paragraphs if "正文" in p.text)
    run = body.runs[-1]._element.rPr
    pitch = (
        int(run.find(qn("w:sz")).get(qn("w:val"))) / 2 + int(run.find(qn("w:spacing")).get(qn("w:val"))) / 20
    )
    assert 28 * pitch <= 156 / 25.4 * 72 < 29 * pitch


@pytest.mark.parametrize(
    ("text", "face", "size"),
    [
        ("平顶山市新华区住房和城乡建设局文件", "方正小标宋简体", None),
        ("关于考评结果的通报", "方正小标宋简体", 44),
        ("各街道办事处：", "仿宋", 32),
        ("一、情况", "黑体", 32),
        ("（一）总体。", "楷体", 32),
        ("正文。", "仿宋", 32),
    ],
)
def test_faces_are_named_for_chinese_and_sized_by_the_standard(
    text: str, face: str, size: int | None
) -> None:
    document = opened(paper.notice(plain_notice()))
    run = next(run for p in document.paragraphs for run in p.runs if run.text == text)
    fonts = run._element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii")) == face
    if size is not None:
        assert run._element.rPr.find(qn("w:sz")).get(qn("w:val")) == str(size)


def test_a_missing_face_has_a_fallback_and_no_font_is_embedded() -> None:
    with zipfile.ZipFile(BytesIO(paper.notice(plain_notice()))) as archive:
        table = archive.read("word/fontTable.xml").decode()
        assert '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>' in table
        assert not [name for name in archive.namelist() if "fonts/" in name]


def test_mark_number_and_rule_are_red_and_in_their_places() -> None:
    document = opened(paper.notice(plain_notice()))
    mark, number = document.paragraphs[:2]
    assert round(mark.paragraph_format.space_before.mm) == 35
    assert str(mark.runs[0].font.color.rgb) == "E60012"
    assert number.text == "平新住建〔2026〕87号"
    rule = number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert rule.get(qn("w:color")) == "E60012"
    assert abs(int(rule.get(qn("w:space"))) - 4 / 25.4 * 72) < 1


def test_the_date_stands_four_characters_in_under_a_seal_and_has_no_zeros() -> None:
    document = opened(paper.notice(plain_notice(issuer="区住建局")))
    date = next(p for p in document.paragraphs if p.text == "2026年12月31日")
    assert date._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")) == "400"


def test_pages_are_numbered_between_dashes_odd_right_even_left() -> None:
    document = opened(paper.notice(plain_notice()))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "rightChars"), (section.even_page_footer, "leftChars")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text.replace(" ", "") == "—1—"
        assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}")) == "100"
        assert " PAGE " in [node.text for node in paragraph._p.iter(qn("w:instrText"))]


def test_the_imprint_has_its_three_rules_at_the_foot() -> None:
    document = opened(paper.notice(plain_notice()))
    table = document.tables[-1]
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    weights = [borders.find(qn(f"w:{side}")).get(qn("w:sz")) for side in ("top", "insideH", "bottom")]
    assert weights == ["8", "6", "8"]
    assert table._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:tblpYSpec")) == "bottom"
    assert table.rows[0].cells[0].text == "抄送：区委组织部。"
    assert table.rows[1].cells[1].text == "2026年12月31日印发"


def test_annexes_are_listed_without_closing_marks_and_begin_new_pages() -> None:
    grid = Grid(("序号", "小区"), (("1", "和顺家园"),), (1, 4))
    document = opened(paper.notice(plain_notice(annexes=(Annex("汇总表", (grid,)), Annex("名单", (grid,))))))
    texts = [p.text for p in document.paragraphs]
    assert "附件：1.汇总表" in texts
    assert texts[texts.index("附件：1.汇总表") + 1].strip("　") == "2.名单"
    label = next(p for p in document.paragraphs if p.text == "附件1")
    assert label.paragraph_format.page_break_before


def test_a_long_mark_is_narrowed_and_a_very_long_one_made_smaller() -> None:
    def run(issuer: str) -> Any:
        return opened(paper.notice(plain_notice(issuer=issuer))).paragraphs[0].runs[0]._element.rPr

    short, long = run("区局"), run("平顶山市新华区住房和城乡建设局物业管理指导服务中心办公室")
    assert short.find(qn("w:w")) is None
    assert int(long.find(qn("w:w")).get(qn("w:val"))) == 60
    assert int(long.find(qn("w:sz")).get(qn("w:val"))) < int(short.find(qn("w:sz")).get(qn("w:val")))


SECTION = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
)
ORDERS = {"w:pPr": PARAGRAPH, "w:rPr": RUN, "w:tcPr": CELL, "w:tblPr": TABLE, "w:sectPr": SECTION}


@pytest.mark.parametrize("kind", ["document", "letter", "sheet"])
def test_properties_stand_in_the_order_the_schema_wants(kind: Any) -> None:
    made = paper.score_sheet(sheet()) if kind == "sheet" else paper.notice(plain_notice(form=kind))
    document = opened(made)
    for tag, order in ORDERS.items():
        names = [qn(f"w:{name}") for name in order.split()]
        for element in document.element.iter(qn(tag)):
            assert {child.tag for child in element} <= set(names)
            places = [names.index(child.tag) for child in element]
            assert places == sorted(places)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert paper.notice(plain_notice()) == paper.notice(plain_notice())
    assert paper.score_sheet(sheet()) == paper.score_sheet(sheet())


def test_characters_no_document_may_hold_are_left_out() -> None:
    document = opened(paper.notice(plain_notice(title="通报\x00\x0b\ufffe", recipients="<w:t>&各单位")))
    assert "<w:t>&各单位：" in joined(document)


def rows() -> tuple[SummaryRow, ...]:
    return tuple(
        SummaryRow(
            f"小区{n}",
            "文园社区",
            "禾邻物业",
            (),
            Decimal(96 - n),
            "优秀" if n < 6 else "良好",
            n + 1,
            n == 8,
        )
        for n in range(10)
    )


@pytest.mark.clause("I2")
def test_the_result_notice_says_how_what_and_what_next() -> None:
    results = Results(
        "2026年第四季度",
        Summary("", "", (), rows()),
        objections=(4, 1),
        findings=("飞线充电",),
        demands=("逐项整改",),
        parties="街道、社区",
        veto="满意率低于 50%，一票否决",
    )
    document = opened(paper.notice(result_notice(OFFICE, results, number="平新住建〔2026〕87号", day=DAY)))
    text = joined(document)
    for expected in (
        "关于2026年第四季度",
        "10个住宅小区",
        "平均91.50分，其中优秀6个，良好4个，合格0个，不合格0个",
        "收到申诉4件，成立1件",
        "小区8：满意率低于 50%，一票否决。",
        "牵头组织街道、社区，对全区10个住宅小区",
        "开展了2026年第四季度“红色物业”考评",
        "四、下一步要求",
        "附件：2026年第四季度考评结果汇总表",
    ):
        assert expected in text
    assert len(document.tables[0].rows) == 11


@pytest.mark.clause("I5")
def test_the_prior_notice_names_grounds_rights_and_the_last_day() -> None:
    entry = Entry(
        "某某物业服务有限公司",
        "幸福花园",
        "2026年第四季度",
        (Ground("满意率43.2%", "评分表“物业服务满意率”", "调查2026Q4-017"),),
        reply_by=dt.date(2027, 1, 11),
        ends=dt.date(2027, 3, 31),
    )
    text = joined(opened(paper.notice(prior_notice(OFFICE, entry, day=DAY))))
    for expected in (
        "《河南省社会信用条例》第二十八条",
        "1．满意率43.2%。依据：评分表“物业服务满意率”。证据：调查2026Q4-017。",
        "2027年1月11日前",
        "陈述、申辩和异议",
        "不属于严重失信主体名单",
        "由业主依照《中华人民共和国民法典》第二百七十八条共同决定",
        "列入期至2027年3月31日止",
    ):
        assert expected in text


@pytest.mark.clause("I5")
def test_the_announcement_gives_each_list_an_annex_with_reasons() -> None:
    listed = Listed("和顺家园", "禾邻物业", "湛河北路街道", "得分96.25", Decimal("96.25"))
    lists = Lists(
        "2026年第四季度",
        red=(listed,),
        black=(listed, listed),
        until=DAY,
        decided_by="局长办公会",
        objections="对列入有异议的，我局在7日内答复。",
    )
    document = opened(paper.notice(list_announcement(OFFICE, lists, day=DAY)))
    text = joined(document)
    assert "“红榜”1个，“关注名单”0个，“黑榜”2个" in text
    assert "二、说明本次列入不属于严重失信主体名单" in text
    assert "三、异议和移出对列入有异议的，我局在7日内答复。" in text
    assert "附件：1.2026年第四季度物业服务“红榜”" in text
    assert "得分96.25" in text


def test_what_a_district_does_not_say_is_left_out_of_its_letters() -> None:
    silent = Office(name="湖滨区住房和城乡建设局", basis="《湖滨区计分办法》")
    listed = Listed("甲", "乙", "丙", "丁")
    announced = joined(
        opened(paper.notice(list_announcement(silent, Lists("2026年", red=(listed,)), day=DAY)))
    )
    results = Results("2026年", Summary("", "", (), rows()))
    told = joined(opened(paper.notice(result_notice(silent, results, day=DAY))))

    assert "二、" not in announced
    assert "红色物业" not in told
    assert "湖滨区住房和城乡建设局组织有关方面，对全区10个住宅小区开展了2026年考评" in told
