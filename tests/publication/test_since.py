"""What changed at a place since the leader's last visit, on one page and by few statements."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.duties import remembering
from linli.kernel.errors import NoSuch
from linli.publication.queries.since import since
from linli.publication.queries.since_words import WORDS
from linli.registry.services import records
from linli.rules.duties.verbs import VERBS
from tests.conftest import NOW, TODAY
from tests.mandates.conftest import streets as streets


def issue(streets, estate, on):
    fields = {"kind": "other", "title": "制度", "issued_on": on}
    records.issue(actor=streets.bureau, now=NOW, estate=estate, fields=fields)


@pytest.mark.clause("K1")
def test_only_what_happened_there_and_since_is_told(streets):
    near = streets.town.estate("翠湖花园", "/1/1/2/")
    for day in (TODAY - timedelta(days=3), TODAY - timedelta(days=1)):
        issue(streets, streets.estate, day)
        issue(streets, near, day)

    found = since(streets.street, path="/1/1/1/", day=TODAY - timedelta(days=2), today=TODAY)

    assert [(words.zh, number) for words, number in found.figures if "制度" in words.zh] == [
        ("印发制度文件", 1)
    ]
    told = next(line for line in found.happened if "制度" in line.words.zh)
    assert (told.on, told.where, told.code) == (
        TODAY - timedelta(days=1),
        "和顺家园",
        streets.estate.code,
    )
    assert found.overdue
    assert all(number > 0 for *_, number in found.overdue)


@pytest.mark.clause("K1")
def test_contracts_that_run_out_are_listed_and_others_not(streets):
    project = streets.town.project(streets.estate, streets.town.company("禾邻物业"))
    for number, end in enumerate((TODAY + timedelta(days=30), None)):
        fields = {"kind": "first", "number": f"{number}", "signed_on": date(2025, 1, 1), "end": end}
        records.sign(
            actor=streets.bureau, now=NOW, project=project, fields={**fields, "start": date(2025, 1, 1)}
        )

    found = since(streets.street, path="/1/1/", day=TODAY, today=TODAY)

    assert [row.number for row in found.contracts] == ["0"]


def test_it_costs_the_same_whatever_the_number(streets, django_assert_max_num_queries):
    for number in range(20):
        estate = streets.town.estate(f"小区{number}", "/1/1/1/")
        issue(streets, estate, TODAY)
    remembering.forget()

    with django_assert_max_num_queries(45):
        found = since(streets.street, path="/1/1/", day=TODAY, today=TODAY)
    assert len(found.happened) <= 30
    with pytest.raises(NoSuch):
        since(streets.other, path="/1/1/", day=TODAY, today=TODAY)


def test_every_phrase_is_of_a_verb_and_said_in_both_languages():
    assert all(text.zh and text.en for text in WORDS.values())
    beyond = {"contract.withdraw", "emergency.record", "committee.dissolve", "post.vacate", "estate.close"}
    assert set(WORDS) - VERBS <= beyond
