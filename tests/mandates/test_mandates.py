"""Who answers for a place: one at a time, of the right kind, and the gaps are listed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.mandates.models import Mandate
from linli.mandates.queries import gaps
from linli.mandates.queries import mandates as queries
from linli.mandates.queries.mandates import Wanted
from linli.mandates.services import mandates
from tests.conftest import NOW, TODAY
from tests.mandates.conftest import JANUARY, JULY


@pytest.mark.clause("I7")
def test_a_leader_and_an_office_are_of_the_whole_subdistrict_and_public(streets, django_assert_num_queries):
    streets.give("office", name="城市管理科", phone="0375-1111")
    leader = streets.give("leader", by=streets.street, title="副主任")

    line = JournalEntry.objects.get(verb="mandate.give", subject_id=str(leader.pk))
    assert (line.place, line.on, line.clause) == ("/1/1/", JANUARY, "I7")
    with django_assert_num_queries(1):
        found = queries.public(streets.bureau, path=streets.estate.path, today=TODAY)
    assert [row.kind for row in found] == ["leader", "office"]
    assert not queries.public(streets.bureau, path=streets.estate.path, today=JANUARY - timedelta(days=1))
    with django_assert_num_queries(2):
        everywhere = queries.all_public(streets.bureau, today=TODAY)
    assert [(name, len(held)) for name, held in everywhere] == [("place /1/1/", 2), ("place /1/10/", 0)]


@pytest.mark.parametrize(
    ("since", "until", "overlaps"),
    [
        (date(2025, 6, 1), JANUARY, False),  # up to the day the other begins
        (date(2025, 6, 1), JANUARY + timedelta(days=1), True),
        (date(2026, 3, 1), date(2026, 4, 1), True),
        (JULY - timedelta(days=1), None, True),
        (JULY, None, False),  # from the day the other is over
        (date(2025, 6, 1), None, True),
    ],
)
@pytest.mark.parametrize(("kind", "path"), [("leader", ""), ("area", "/1/1/1/"), ("contact", "/1/1/2/")])
@pytest.mark.clause("I7", "K1")
def test_terms_never_share_a_day(streets, kind, path, since, until, overlaps):
    streets.give(kind, path, until=JULY)

    if overlaps:
        with pytest.raises(Refused, match="不能重叠") as refused:
            streets.give(kind, path, since=since, until=until)
        assert "overlap" in refused.value.text.en
    else:
        assert streets.give(kind, path, since=since, until=until)


@pytest.mark.parametrize(
    ("kind", "path", "more", "words"),
    [
        ("leader", "/1/1/1/", {}, "整个街道"),
        ("area", "/1/1/", {}, "请选"),
        ("contact", "/1/10/1/", {}, "请选"),
        ("contact", "/1/10/1/", {"subdistrict": "/1/10/", "name": " "}, "姓名"),
        ("leader", "/1/", {"subdistrict": "/1/"}, "不是街道"),
        ("king", "", {}, "请选"),
        ("leader", "", {"until": JANUARY}, "不能早于"),
        ("leader", "", {"user_id": 4711}, "账号"),
    ],
)
def test_what_cannot_be_is_refused(streets, kind, path, more, words):
    with pytest.raises(Refused, match=words) as refused:
        streets.give(kind, path, **more)

    assert refused.value.text.en
    assert not Mandate.objects.exists()


def test_only_the_subdistrict_and_the_bureau_give_mandates(streets):
    for actor in (streets.community, streets.other):
        with pytest.raises(NotAllowed):
            streets.give("leader", by=actor)
    row = streets.give("leader")
    with pytest.raises(NoSuch):
        queries.mandate(streets.community, pk=row.pk, permission="mandate.manage")
    assert queries.mandate(streets.community, pk=row.pk) == row
    with pytest.raises(NoSuch):
        queries.mandate(streets.other, pk=row.pk)


@pytest.mark.clause("K1")
def test_a_mandate_ends_with_a_reason_and_stays(streets):
    row = streets.give("area", "/1/1/1/")
    for until, reason, words in [(JANUARY, "调整", "晚于"), (JULY, " ", "原因")]:
        with pytest.raises(Refused, match=words):
            mandates.end(actor=streets.street, now=NOW, mandate=row, until=until, reason=reason)

    mandates.end(actor=streets.street, now=NOW, mandate=row, until=TODAY, reason="工作调整")

    assert not queries.mandates(streets.bureau, Wanted(), today=TODAY).exists()
    assert list(queries.mandates(streets.bureau, Wanted(state="past"), today=TODAY)) == [row]
    with pytest.raises(Refused, match="早于原定"):
        mandates.end(actor=streets.street, now=NOW, mandate=row, until=JULY, reason="再改")


@pytest.mark.clause("I7", "K1")
def test_what_nobody_answers_for_is_listed(streets, django_assert_num_queries):
    streets.give("leader")
    streets.give("area", streets.estate.path)
    with django_assert_num_queries(2):
        first, second = gaps.subdistricts(streets.bureau, today=TODAY)
    assert [str(each) for each in first.missing] == ["责任科室", "党工委书记工作联系点"]
    assert (first.uncovered, first.partly) == (("place /1/1/2/",), ("place /1/1/1/",))
    assert second.uncovered == ("place /1/10/1/",)

    streets.give("office", name="物业办")
    streets.give("contact", streets.estate.path)
    streets.give("area", "/1/1/1/", name="李")
    streets.give("area", "/1/1/2/", name="张")

    first, second = gaps.subdistricts(streets.bureau, today=TODAY)
    assert first.is_whole
    assert first.covered == 2
    assert not second.is_whole
    assert [row.path for row in gaps.subdistricts(streets.street, today=TODAY)] == ["/1/1/"]
    assert gaps.subdistricts(streets.community, today=TODAY) == []
