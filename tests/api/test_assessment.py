"""Rounds over the API: the same rows as on the pages, JSON all the way."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from linli.assessment.models import Attestation
from linli.assessment.services import planning
from linli.people.models import User
from tests.assessment.conftest import estates, people, play  # noqa: F401


@pytest.fixture
def as_(town):
    def sign_in(actor):
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


@pytest.mark.clause("I1")
def test_a_program_reads_the_round_its_board_and_a_score(as_, play):  # noqa: F811
    client, address = as_(play.bureau), f"/api/v1/rounds/{play.round.pk}"
    code = play.subject("和顺家园").code

    listed, detail = client.get("/api/v1/rounds").json(), client.get(address).json()
    board = client.get(f"{address}/board", {"sort": "name"}).json()
    score = client.get(f"{address}/scores/{code}").json()

    assert [each["code"] for each in listed] == ["2026Q1"]
    assert [party["kind"] for party in detail["parties"]] == ["bureau", "subdistrict", "community"]
    assert {row["name"] for row in board} == {"和顺家园", "幸福里", "矿东花园"}
    assert all(row["total"] is None for row in board)  # nothing is complete yet
    assert score["result"]["policy"] == "xinhua-2022"
    assert score["facts"]["registration.on_platform"]["source"] == "record"


def test_a_neighbour_gets_his_own_estates_only(town, as_, play):  # noqa: F811
    client = as_(town.actor("li", "community", "/1/10/"))
    address = f"/api/v1/rounds/{play.round.pk}"

    assert [row["name"] for row in client.get(f"{address}/board").json()] == ["矿东花园"]
    assert client.get(f"{address}/scores/{play.subject('和顺家园').code}").status_code == 404


def test_a_stranger_is_told_to_sign_in_and_an_owner_that_he_may_not(town, as_, play):  # noqa: F811
    assert Client().get("/api/v1/rounds").status_code == 401
    owner = as_(town.actor("ou", "owner", play.subject("和顺家园").path))
    assert owner.get("/api/v1/rounds").status_code == 403


def test_a_refusal_names_every_fact(as_, play, now):  # noqa: F811
    late = date(2099, 12, 31)
    planning.extend(actor=play.bureau, round=play.round, facts_due=late, reason="测试", now=now)
    client = as_(play.assessor)
    address = f"/api/v1/rounds/{play.round.pk}/facts/{play.subject('和顺家园').code}"
    given = {"entries": [{"fact": "lines.findings", "value": -1}, {"fact": "no.such", "value": True}]}

    refused = client.post(address, given, content_type="application/json")

    assert refused.status_code == 422
    assert refused.json()["fields"] == ["lines.findings", "no.such"]
    assert not Attestation.objects.exists()
