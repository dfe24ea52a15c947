"""Companies, projects, posts, committees, contracts, disclosures, documents; and what is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.base.models import JournalEntry
from linli.kernel.errors import NotAllowed, Refused, Stale
from linli.people.access import actor_for
from linli.people.models import Posting
from linli.registry.models import Company, Disclosure, KeyPost
from linli.registry.queries import dossiers
from linli.registry.services import committees, companies, contacts, estates, projects, records

PAPERS = {"kind": "first", "number": "2026-01", "signed_on": date(2026, 2, 1), "start": date(2026, 1, 1)}


@pytest.fixture
def served(town):
    """An estate, served by a company with one person of its own, and another company with one of its own."""
    estate = town.estate("祥和苑", "/1/1/", households=320)
    first, second = town.company("禾邻物业", 1), town.company("睦安物业", 2)
    project = town.project(estate, first)
    town.person("he", "company", estate.path, first.organisation)
    town.person("mu", "company", "/1/10/", second.organisation)
    return estate, project, second


@pytest.fixture
def bo(town):
    return town.actor("bo", "bureau", "/1/")


def last(verb: str) -> JournalEntry:
    return JournalEntry.objects.filter(verb=verb).latest("id")


@pytest.mark.clause("B2")
def test_a_company_is_known_by_a_code_that_holds(town, now, bo):
    with pytest.raises(Refused, match="校验位") as refusal:
        companies.register(actor=bo, now=now, fields={"name": "禾邻物业", "uscc": "91410402MA40000010"})

    assert refusal.value.fields == ("uscc",)
    assert town.company("禾邻物业").uscc == Company.objects.get().uscc


def test_one_code_is_one_company(town, now, bo):
    first = town.company("禾邻物业")

    with pytest.raises(Refused, match="禾邻物业"):
        companies.register(actor=bo, now=now, fields={"name": "睦安物业", "uscc": first.uscc.lower()})


def test_only_the_bureau_changes_companies(town, now, bo):
    company = town.company("禾邻物业")
    hu = town.actor("hu", "subdistrict", "/1/")

    companies.change(actor=bo, now=now, company=company, fields={"registered_on": date(2025, 1, 1)})
    with pytest.raises(NotAllowed):
        companies.change(actor=hu, now=now, company=company, fields={"registered_on": None})
    assert last("company.change").clause == "S6"


def test_only_one_company_serves_an_estate(served, now, bo):
    estate, _, second = served

    with pytest.raises(Refused, match="只能有一家"):
        projects.start(actor=bo, now=now, estate=estate, company=second, since=date(2026, 1, 1), fields={})


def test_the_people_of_a_company_come_and_go_with_its_projects(town, served, now, today, bo):
    estate, project, second = served

    projects.end(actor=bo, now=now, project=project, until=today, reason="合同到期，未续聘")
    projects.start(actor=bo, now=now, estate=estate, company=second, since=today, fields={})

    he, mu = (actor_for(town.person(name, "owner", "/2/1/"), today=today) for name in ("he", "mu"))
    assert not he.may("project.edit", at=estate.path)
    assert mu.may("project.edit", at=estate.path)
    assert Posting.objects.filter(place__path=estate.path, organisation=second.organisation).exists()


def test_a_company_edits_its_own_project_and_not_the_one_before(town, served, now, today, bo):
    estate, project, second = served
    he = town.actor("he", "company", estate.path, project.company.organisation)
    mu = town.actor("ma", "company", estate.path, second.organisation)

    records.sign(actor=he, now=now, project=project, fields=PAPERS)

    with pytest.raises(NotAllowed):
        records.sign(actor=mu, now=now, project=project, fields={**PAPERS, "number": "2"})


@pytest.mark.clause("S8")
def test_the_bureau_takes_a_contract_on_file_and_then_it_is_not_written_over(town, served, now, today, bo):
    estate, project, _ = served
    he = town.actor("he", "company", estate.path, project.company.organisation)
    contract = records.sign(actor=he, now=now, project=project, fields=PAPERS)

    with pytest.raises(NotAllowed):
        records.file_contract(actor=he, now=now, contract=contract, on=today, number="新备1号")
    records.file_contract(actor=bo, now=now, contract=contract, on=today, number="新备1号")

    assert contract.filing_due == date(2026, 2, 16)
    assert (contract.filed_on, contract.filed_by) == (today, bo.user_id)
    with pytest.raises(Refused, match="已备案"):
        records.change_contract(actor=he, now=now, contract=contract, fields={"fee": 2})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"end": date(2025, 1, 1)}, "end"),
        ({"signed_on": date(2026, 3, 3)}, "signed_on"),
        ({"number": "旧"}, "number"),
    ],
)
def test_a_contract_that_does_not_hold_is_refused_at_its_field(served, now, bo, change, field):
    _, project, _ = served
    records.sign(actor=bo, now=now, project=project, fields={**PAPERS, "number": "旧"})

    with pytest.raises(Refused) as refusal:
        records.sign(actor=bo, now=now, project=project, fields={**PAPERS, **change})
    assert refusal.value.fields == (field,)


@pytest.mark.clause("S7")
def test_a_board_shows_several_kinds_and_the_older_ones_give_way(served, now, bo):
    estate, project, _ = served
    for shown_on in (date(2025, 1, 1), date(2026, 1, 1)):
        records.disclose(
            actor=bo,
            now=now,
            estate=estate,
            project=project,
            kinds=("services", "standards"),
            fields={"shown_on": shown_on},
        )

    rows = Disclosure.objects.filter(kind="services").order_by("shown_on")
    assert list(rows.values_list("valid_until", flat=True)) == [date(2026, 1, 1), None]
    records.check_disclosure(actor=bo, now=now, disclosure=rows[1], on=date(2026, 3, 1), still_there=False)
    assert rows[1].valid_until == date(2026, 3, 1)


@pytest.mark.clause("A2", "S5")
def test_a_new_manager_takes_over_on_a_day_and_the_phone_stays_out_of_the_journal(served, now, bo):
    _, project, _ = served
    first = projects.appoint(
        actor=bo,
        now=now,
        project=project,
        post="manager",
        fields={"name": "郭建军", "phone": "138 1234 5678", "since": date(2024, 1, 1)},
    )
    second = {"name": "秦岚", "since": date(2026, 1, 1), "duties": "全面负责"}
    projects.appoint(actor=bo, now=now, project=project, post="manager", fields=second)
    projects.change_post(
        actor=bo, now=now, post=KeyPost.objects.get(until=None), fields={"phone": "13912345678"}
    )

    first.refresh_from_db()
    assert (first.until, first.phone) == (date(2026, 1, 1), "13812345678")
    assert last("post.change").change == {"phone": ["", "139****5678"]}
    assert not JournalEntry.objects.filter(change__icontains="13912345678").exists()


def test_more_party_members_than_people_are_refused(served, now, today, bo):
    _, project, _ = served

    row = projects.count_staff(
        actor=bo, now=now, project=project, as_of=today, fields={"required": 20, "order": 12, "cleaning": 8}
    )
    assert (row.total, row.is_adequate) == (20, True)
    with pytest.raises(Refused, match="党员"):
        projects.count_staff(
            actor=bo, now=now, project=project, as_of=today, fields={"order": 2, "party_members": 3}
        )


def test_a_committee_is_odd_and_its_successor_ends_it(served, now, today, bo):
    estate, _, _ = served
    facts = {
        "kind": "committee",
        "elected_on": date(2022, 1, 10),
        "term_until": date(2027, 1, 10),
        "members": 7,
    }
    first = committees.elect(actor=bo, now=now, estate=estate, fields=facts)

    assert first.filing_due == date(2022, 2, 9)
    committees.file(actor=bo, now=now, committee=first, on=date(2022, 2, 9), number="湛北业备3号")
    with pytest.raises(Refused, match="单数"):
        committees.elect(
            actor=bo, now=now, estate=estate, fields={**facts, "members": 8, "elected_on": today}
        )
    committees.elect(actor=bo, now=now, estate=estate, fields={**facts, "elected_on": today})
    first.refresh_from_db()
    assert first.dissolved_on == today


def test_a_phone_is_read_in_full_for_a_purpose_only_and_every_look_is_written_down(town, served, now, bo):
    estate, project, _ = served
    facts = {"name": "郭建军", "phone": "13812345678", "since": date(2024, 1, 1)}
    post = projects.appoint(actor=bo, now=now, project=project, post="manager", fields=facts)

    with pytest.raises(Refused, match="用途"):
        contacts.reveal(actor=bo, now=now, row=post, purpose=" ")
    assert contacts.reveal(actor=bo, now=now, row=post, purpose="通知联合巡查") == "13812345678"

    line = last("contact.reveal")
    assert (line.note, line.place) == ("通知联合巡查", estate.path)
    he = town.actor("he", "company", estate.path, project.company.organisation)
    with pytest.raises(NotAllowed):
        contacts.reveal(actor=he, now=now, row=post, purpose="看看")


@pytest.mark.clause("B2")
def test_the_dossier_lists_what_is_missing_with_clause_and_price(
    served, now, today, bo, django_assert_max_num_queries
):
    estate, project, _ = served
    before = estate.completeness
    contract = records.sign(actor=bo, now=now, project=project, fields=PAPERS)
    with django_assert_max_num_queries(11):
        found = dossiers.dossier(bo, estate, today=today)

    missing = {row.key: row for row in found.completeness.missing}
    assert "contract" not in missing
    assert (missing["filing"].clause, str(missing["filing"].points)) == ("S8", "2.5")
    estate.refresh_from_db()
    assert before < estate.completeness == found.completeness.percent
    assert found.contracts == [contract]


def test_the_dossier_and_the_sets_judge_alike(town, served, now, today, bo):
    from linli.registry.completeness import completeness
    from linli.registry.models import Estate
    from linli.registry.queries.completeness import records as recorded

    estate, project, _ = served
    system = {"actor": bo, "now": now}
    contract = records.sign(**system, project=project, fields=PAPERS)
    records.file_contract(**system, contract=contract, on=today, number="1")
    records.disclose(
        **system,
        estate=estate,
        kinds=("services",),
        fields={"shown_on": date(2025, 1, 1), "valid_until": today},
    )
    records.issue(
        **system, estate=estate, fields={"kind": "training", "title": "制度", "issued_on": date(2025, 1, 1)}
    )
    projects.appoint(
        **system,
        project=project,
        post="manager",
        fields={"name": "郭", "duties": "全面", "since": date(2025, 1, 1)},
    )
    projects.count_staff(**system, project=project, as_of=today, fields={"required": 2, "order": 2})
    term = {"elected_on": date(2022, 1, 1), "term_until": date(2027, 1, 1)}
    committees.elect(**system, estate=estate, fields={"kind": "committee", **term})

    one = dossiers.dossier(bo, estate, today=today).completeness
    many = completeness(recorded(bo, Estate.objects.filter(pk=estate.pk), today=today)[estate.pk])

    assert [row.key for row in one.missing] == [row.key for row in many.missing]
    assert one.percent == many.percent


def test_a_company_does_not_see_the_papers_of_the_one_before(town, served, now, today, bo):
    estate, project, second = served
    records.sign(actor=bo, now=now, project=project, fields=PAPERS)
    projects.end(actor=bo, now=now, project=project, until=today, reason="到期")
    projects.start(actor=bo, now=now, estate=estate, company=second, since=today, fields={})
    mu = town.actor("ma", "company", estate.path, second.organisation)

    found = dossiers.dossier(mu, estate, today=today)

    assert found.contracts == []
    assert found.earlier == []
    assert [row.company.name for row in dossiers.dossier(bo, estate, today=today).earlier] == ["禾邻物业"]


def test_what_runs_out_overnight_is_missing_in_the_morning(town, served, now, today, bo):
    from linli.registry.services import completeness

    estate, project, _ = served
    records.sign(actor=bo, now=now, project=project, fields={**PAPERS, "end": today + timedelta(days=1)})
    estate.refresh_from_db()
    with_contract = estate.completeness

    assert completeness.renew(actor=bo, now=now + timedelta(days=1), path="/1/") == 1
    estate.refresh_from_db()
    assert estate.completeness < with_contract


def test_a_project_under_the_wrong_class_is_refused(town, now, bo):
    estate = town.estate("翠湖花园", "/1/1/", mode="none")
    company = town.company("禾邻物业")

    with pytest.raises(Refused, match="市场化"):
        projects.start(actor=bo, now=now, estate=estate, company=company, since=date(2026, 1, 1), fields={})
    estates.change_mode(actor=bo, now=now, estate=estate, mode="market", since=date(2026, 1, 1))
    project = projects.start(
        actor=bo, now=now, estate=estate, company=company, since=date(2026, 1, 1), fields={}
    )
    with pytest.raises(Refused, match="结束服务项目"):
        estates.change_mode(actor=bo, now=now, estate=estate, mode="self", since=date(2026, 2, 1))
    with pytest.raises(Stale):
        projects.change(actor=bo, now=now, project=project, fields={"hours": "8:00"}, seen=now - timedelta(1))


def test_the_figures_are_renewed_every_night(served):
    from linli.jobs import clock, daily
    from linli.kernel.actor import Actor

    assert "registry.renew" in clock.DAILY
    done = daily.renew_completeness(
        actor=Actor.system("clock"), arguments={}, progress=lambda done, total: None
    )
    assert done == {"estates": 0}
