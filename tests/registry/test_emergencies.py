"""What was done for the three defences: proof with a photo, refused without, taken back with a reason."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image

from linli.base import files
from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, NotAllowed, Refused
from linli.registry.queries import emergencies as queries
from linli.registry.services import emergencies
from tests.conftest import NOW, TODAY

SYSTEM = Actor.system("town")


@pytest.fixture
def estate(town):
    found = town.estate("和顺家园", "/1/1/")
    town.project(found, town.company("和邻物业"))
    return found


@pytest.fixture
def photo(estate):
    raw = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(raw, "JPEG")
    words = {"name": "演练.jpg", "place": estate.path, "permission": "estate.view"}
    return files.store(actor=SYSTEM, now=NOW, raw=raw.getvalue(), **words)


def record(estate, picture, *, actor=SYSTEM, **changed):
    values = {"kind": "drills", "on": date(2026, 2, 10), "photo": picture, "note": "防汛演练，12 人"}
    return emergencies.record(actor=actor, now=NOW, estate=estate, **(values | changed))


@pytest.mark.clause("S10")
def test_a_drill_is_entered_on_the_day_it_was_held(estate, photo):
    row = record(estate, photo)

    line = JournalEntry.objects.get(verb="emergency.record")
    assert (line.subject_id, line.on, line.place) == (str(row.pk), date(2026, 2, 10), estate.path)


@pytest.mark.clause("S10")
@pytest.mark.parametrize(
    ("changed", "field"),
    [({"on": date(2026, 3, 3)}, "on"), ({"kind": "party"}, "kind"), ({"photo": None}, "photo")],
)
def test_what_proves_nothing_is_refused_with_the_reason(estate, photo, changed, field):
    with pytest.raises(Refused) as refused:
        record(estate, photo, **changed)

    assert refused.value.fields == (field,)
    assert refused.value.text.zh
    assert refused.value.text.en
    assert record(estate, photo, on=TODAY).pk


@pytest.mark.clause("S10")
def test_a_mistake_is_taken_back_with_a_reason_and_stays_in_sight(town, estate, photo):
    bureau = town.actor("bo", "bureau", "/1/")
    row = record(estate, photo)
    with pytest.raises(Refused, match="理由"):
        emergencies.take_back(actor=bureau, now=NOW, row=row, reason=" ")

    emergencies.take_back(actor=bureau, now=NOW, row=row, reason="日期写错")

    part = queries.dossier_part(bureau, estate, today=TODAY)
    assert [each.void_why for each in part.rows] == ["日期写错"]
    assert all(latest is None for _, latest in part.latest)
    with pytest.raises(Refused, match="作废"):
        emergencies.take_back(actor=bureau, now=NOW, row=row, reason="再来")


@pytest.mark.clause("S10")
def test_a_company_enters_what_it_did_and_not_for_others(town, estate, photo):
    company = town.actor("mo", "company", estate.path, f"company:{estate.projects.get().company_id}")
    assert record(estate, photo, actor=company, project=estate.projects.get()).pk
    owner = town.actor("li", "owner", estate.path)
    with pytest.raises(NotAllowed):
        record(estate, photo, actor=owner)
    far = town.actor("fa", "community", "/1/10/")
    row = record(estate, photo)
    with pytest.raises(NoSuch):
        queries.record(far, pk=row.pk)
    assert queries.dossier_part(far, estate, today=TODAY) is None


def test_the_dossier_s_part_costs_one_query(town, estate, photo, django_assert_num_queries):
    for day in range(1, 20):
        record(estate, photo, on=date(2026, 2, day))
    bureau = town.actor("bo", "bureau", "/1/")

    with django_assert_num_queries(1):
        part = queries.dossier_part(bureau, estate, today=TODAY)

    assert len(part.rows) == 12
    assert dict(part.latest)["drills"].on == date(2026, 2, 19)
