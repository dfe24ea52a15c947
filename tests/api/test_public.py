"""What anybody's program may read."""

from __future__ import annotations

import pytest

from tests.publication import made


@pytest.fixture
def published(town, now):
    return made.publish(town.actor("chen", "bureau", "/1/"), made.several(12), now=now)


@pytest.mark.clause("I2")
def test_results_are_read_without_a_sign_in(client, published):
    (found,) = client.get("/api/v1/public/rounds").json()
    part = client.get("/api/v1/public/rounds/2026Q1/scores?limit=5&offset=5").json()

    assert (found["code"], found["policy_hash"]) == ("2026Q1", made.PACK.sha256)
    assert (part["total"], len(part["items"])) == (12, 5)
    assert all(isinstance(row["points"], str) for row in part["items"])


def test_a_sheet_has_its_reasons_and_no_persons(client, published):
    sheet = client.get("/api/v1/public/rounds/2026Q1/scores/410402008001-001").json()

    assert len(sheet["result"]["items"]) == 17
    assert sheet["facts"]["fire_safety.findings"]["source"] == "attested"
    assert not any("by" in fact for fact in sheet["facts"].values())


def test_what_is_not_there_is_404_in_both_languages(client, published):
    answer = client.get("/api/v1/public/rounds/1999Q1/scores")

    assert answer.status_code == 404
    assert answer.json()["reason_zh"]
    assert answer.json()["reason_en"]


def test_no_part_is_larger_than_the_bound(client, published):
    assert client.get("/api/v1/public/rounds/2026Q1/scores?limit=100000").status_code == 422
