"""Facts from records: what each record says, and how many queries it takes to ask thousands."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.assessment.facts.base import Fact, Frame
from linli.assessment.facts.providers import FROM_RECORDS, Records
from linli.assessment.models import Score
from linli.assessment.terms import Source
from linli.kernel.text import Text
from linli.registry.models import Estate
from linli.registry.services import companies, projects, records
from linli.rules import packs
from linli.rules.scorecard.facts import NOT_APPLICABLE
from tests.assessment.conftest import CARD
from tests.conftest import NOW

PACK = packs.load("xinhua-2022")


def frame(as_of=date(2026, 3, 20), until=date(2026, 3, 20)):
    return Frame(Estate.objects.order_by().values("pk"), date(2026, 1, 1), as_of, until, PACK)


def said(estate, name):
    fact = Records(frame()).of(estate.pk).get(name)
    return None if fact is None else fact.value


def sign(people, estate, **fields):
    values = {"kind": "first", "signed_on": date(2026, 1, 5), "start": date(2026, 1, 5)} | fields
    return records.sign(actor=people["bureau"], now=NOW, project=estate.projects.get(), fields=values)


def test_every_fact_from_records_is_one_the_card_asks_for():
    assert set(CARD.facts) >= FROM_RECORDS


@pytest.mark.clause("S8")
def test_without_a_contract_on_record_nothing_is_said(estates):
    assert said(estates["和顺家园"], "contract.signed") is None


@pytest.mark.clause("S8")
@pytest.mark.parametrize(
    ("end", "signed"),
    [(None, True), (date(2026, 3, 21), True), (date(2026, 3, 20), False), (date(2026, 2, 1), False)],
)
def test_a_contract_counts_while_it_is_in_force(people, estates, end, signed):
    sign(people, estates["和顺家园"], end=end)

    assert said(estates["和顺家园"], "contract.signed") is signed


@pytest.mark.clause("S8")
@pytest.mark.parametrize(
    ("signed_on", "filed"),
    [(date(2026, 2, 10), False), (date(2026, 3, 2), False), (date(2026, 3, 1), False)],
)
def test_a_contract_not_filed_in_fifteen_days_is_not_on_file(people, estates, signed_on, filed):
    sign(people, estates["和顺家园"], signed_on=signed_on, start=signed_on)

    assert said(estates["和顺家园"], "contract.filed") is filed


@pytest.mark.clause("S8")
def test_a_filing_that_is_not_due_yet_costs_nothing(people, estates):
    contract = sign(people, estates["和顺家园"], signed_on=date(2026, 3, 2))
    late = frame(until=date(2026, 3, 17))

    assert Records(late).of(estates["和顺家园"].pk)["contract.filed"].value is NOT_APPLICABLE

    records.file_contract(
        actor=people["bureau"], now=NOW, contract=contract, on=date(2026, 3, 2), number="备1号"
    )
    assert Records(late).of(estates["和顺家园"].pk)["contract.filed"].value is True


@pytest.mark.clause("S6")
def test_registration_is_the_company_s(people, estates):
    assert said(estates["和顺家园"], "registration.on_platform") is False
    assert said(estates["幸福里"], "registration.on_platform") is None

    company = estates["company"]
    company.refresh_from_db()
    companies.change(
        actor=people["bureau"], now=NOW, company=company, fields={"registered_on": date(2025, 5, 1)}
    )

    assert said(estates["和顺家园"], "registration.on_platform") is True
    assert said(estates["矿东花园"], "registration.on_platform") is True


@pytest.mark.clause("S7")
def test_a_disclosure_counts_while_it_holds(people, estates):
    estate = estates["和顺家园"]
    records.disclose(
        actor=people["bureau"],
        now=NOW,
        estate=estate,
        kinds=("services", "standards"),
        fields={"shown_on": date(2026, 1, 10), "valid_until": date(2026, 3, 21)},
    )
    records.disclose(
        actor=people["bureau"],
        now=NOW,
        estate=estate,
        kinds=("charge_items",),
        fields={"shown_on": date(2025, 1, 10), "valid_until": date(2026, 1, 10)},
    )

    assert said(estate, "disclosure.services") is True
    assert said(estate, "disclosure.charge_items") is False
    assert said(estate, "disclosure.charge_rates") is None


@pytest.mark.clause("S9", "S10", "S12", "S13")
@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        ("responsibility", "safety_rules.responsibility"),
        ("training", "safety_rules.training"),
        ("procedures", "safety_rules.procedures"),
        ("emergency_plan", "emergency.plan"),
        ("greening_plan", "greening.annual_plan"),
        ("drainage_plan", "drainage.annual_plan"),
    ],
)
def test_a_rule_or_plan_on_file_is_a_fact(people, estates, kind, fact):
    records.issue(
        actor=people["bureau"],
        now=NOW,
        estate=estates["幸福里"],
        fields={"kind": kind, "title": "制度", "issued_on": date(2026, 1, 1)},
    )

    assert said(estates["幸福里"], fact) is True
    assert said(estates["和顺家园"], fact) is None


@pytest.mark.clause("S5", "A2")
@pytest.mark.parametrize(("order", "adequate"), [(7, False), (8, True), (9, True)])
def test_staff_are_compared_with_what_is_required(people, estates, order, adequate):
    projects.count_staff(
        actor=people["bureau"],
        now=NOW,
        project=estates["和顺家园"].projects.get(),
        as_of=date(2026, 2, 1),
        fields={"required": 10, "order": order, "cleaning": 2},
    )

    assert said(estates["和顺家园"], "staffing.adequate") is adequate


@pytest.mark.clause("S16")
def test_an_estate_without_a_lift_need_not_keep_one(estates):
    assert said(estates["和顺家园"], "facilities.lifts") is NOT_APPLICABLE
    assert said(estates["矿东花园"], "facilities.lifts") is None


def test_a_self_managed_estate_is_not_asked_for_a_company_s_papers(play):
    facts = Score.objects.get(subject=play.subject("幸福里")).facts

    assert facts["contract.signed"]["value"] == "n/a"
    assert facts["contract.signed"]["source"] == "default"
    assert "disclosure.services" not in facts


def test_the_number_of_queries_does_not_grow_with_the_estates(town, people, estates):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            Records(frame())
        return len(queries)

    few = asked()
    for n in range(20):
        estate = town.estate(f"小区{n}", "/1/1/", lifts=0)
        town.project(estate, estates["company"])
        sign(people, estate)

    assert asked() == few == 14


@pytest.mark.parametrize(
    "fact",
    [
        Fact(True, Source.RECORD, ("contract:1",), Text("有“引号”", 'a "quoted" \\ word')),
        Fact(1, Source.ATTESTED, ("attestation:7", "file:3#ab"), by="林", role="assessor", sample=214),
        Fact(Decimal("96.5"), Source.APPEAL, reason="换\n行", flagged=True),
        Fact(NOT_APPLICABLE, Source.DEFAULT, note=Text("不适用", "n/a")),
        Fact(0, Source.DEFAULT),
        Fact(False, Source.RECORD),
    ],
)
def test_a_fact_as_text_says_what_it_says_as_json(fact):
    assert json.loads(fact.as_text()) == json.loads(json.dumps(fact.as_json()))
    assert list(json.loads(fact.as_text())) == list(fact.as_json())
    assert type(json.loads(fact.as_text())["value"]) is type(fact.as_json()["value"])
