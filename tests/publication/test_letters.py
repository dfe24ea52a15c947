"""The letters say what the pack says: recipients, demands, names of the lists, days."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest

from linli.kernel.actor import Actor
from linli.publication import outputs, papers
from linli.publication.services.listings import deciding, issuing, proposing
from linli.publication.terms import Roll
from linli.rules import packs
from linli.rules.packs import lock
from tests.publication import made

ANYBODY = Actor(name="anonymous")


def words(document: bytes) -> str:
    text = zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml").decode()
    return "".join(part.partition("</w:t>")[0].rpartition(">")[2] for part in text.split("<w:t")[1:])


@pytest.fixture
def bureau(town):
    return town.actor("chen", "bureau", "/1/")


@pytest.fixture
def own(monkeypatch):
    """A district that changed the words of its letters, and nothing else."""
    files = {name: data for name, data in made.PACK.files.items() if name != lock.NAME}
    changed = {
        "各街道办事处、镇人民政府，各物业服务企业": "各镇街，各物业企业",
        "区委组织部": "区纪委监委",
        "各街道、社区要督促物业服务企业对照扣分逐项整改，整改情况在下一轮考评中复核。": "月底前整改完毕。",
        "本区红黑榜标准": "湖滨区榜单办法第三条",
        "mend = []": 'mend = ["十日内清理楼道"]',
    }
    text = files["letters.toml"].decode()
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    files["letters.toml"] = text.encode()
    head, found, tail = files["deadlines.toml"].partition(b'id = "appeal_answer"')
    files["deadlines.toml"] = head + found + tail.replace(b"count = 5", b"count = 7", 1)
    pack = dataclasses.replace(packs.read(files), sha256=made.PACK.sha256)
    monkeypatch.setattr(packs, "load", lambda code: pack)
    return pack


def test_the_built_in_letters_say_what_the_district_of_the_guideline_says():
    letters = made.PACK.letters

    assert letters.recipients == "各街道办事处、镇人民政府，各物业服务企业"
    assert "不属于严重失信主体名单" in letters.no_ban
    assert [each.name_zh for each in made.PACK.lists.rules] == [str(roll.label) for roll in Roll]


def test_the_result_notice_is_worded_by_the_pack(bureau, now, own):
    published = made.publish(bureau, made.several(12), now=now)

    said = words(outputs.round_file(ANYBODY, published, "notice.docx"))

    for expected in ("各镇街，各物业企业", "区纪委监委", "月底前整改完毕", "满意率低于 50%，一票否决"):
        assert expected in said
    assert "区委组织部" not in said


@pytest.mark.clause("I5")
def test_notice_and_announcement_of_the_lists_are_worded_by_the_pack(bureau, now, own):
    copies = [made.score("a-1", "甲", satisfaction__rate="40"), *made.several(6)]
    made.publish(bureau, copies, now=now)
    proposing.propose(actor=bureau, round_code="2026Q1", now=now)
    rows = {row.score.estate_code: row for row in papers.Listing.objects.all()}
    notice = words(outputs.notice_before(ANYBODY, rows["a-1"], day=now.date()))
    for expected in ("依据：湖滨区榜单办法第三条", "十日内清理楼道", "拟列入物业服务“黑榜”告知书"):
        assert expected in notice
    other = next(row for row in rows.values() if not row.is_black)
    deciding.decide(actor=bureau, pk=other.pk, accept=True, reason="属实", now=now, today=now.date())
    issuing.issue(actor=bureau, round_code="2026Q1", now=now, today=now.date())

    said = words(outputs.announcement(ANYBODY, other.score.round, day=now.date()))

    assert "“红榜”" in said
    assert "“关注名单”" in said
    assert "我局在7个工作日内答复" in said
