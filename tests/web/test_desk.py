"""Today: derived from what is there, for whoever looks, and gone when it is done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.people.terms import Role
from linli.publication.queries import today as queries
from linli.registry.services import records


@pytest.fixture
def estate(town):
    return town.estate("和顺家园", "/1/1/")


@pytest.fixture
def contract(town, estate):
    now = timezone.now()
    today = timezone.localdate(now)
    project = town.project(estate, town.company("禾邻物业有限公司"))
    return records.sign(
        actor=town.actor("system", "bureau", "/1/"), now=now, project=project,
        fields={"kind": "first", "number": "A-1", "signed_on": today - timedelta(days=20), "start": today},
    )  # fmt: skip


def lines(actor):
    day = queries.day(actor, now=timezone.now())
    return [line.title.zh for group in (day.late, day.today, day.week, day.later) for line in group]


@pytest.mark.parametrize("role", Role.values)
def test_everybody_has_a_first_page_even_with_nothing_to_do(client, town, role):
    place = "/1/1/" if role in ("company", "committee", "owner") else "/1/"
    client.force_login(town.person(role, role, place, "company:1" if role == "company" else ""))

    page = client.get("/desk/")

    assert page.status_code == 200
    without_hall = role in (Role.SUBDISTRICT, Role.COMMUNITY)  # the town's communities owe one (E2)
    assert ("今天没有等您办的事" in page.content.decode()) is not without_hall


@pytest.mark.clause("S8")
def test_an_unfiled_contract_is_overdue_until_it_is_on_file(client, town, estate, contract):
    bureau = town.actor("chen", "bureau", "/1/")
    client.force_login(town.person("chen", "bureau", "/1/"))
    page = client.get("/desk/").content.decode()
    assert "超期 5 天" in page
    assert "备案：和顺家园的物业服务合同" in page

    now = timezone.now()
    records.file_contract(
        actor=bureau, now=now, contract=contract, on=timezone.localdate(now), number="备1号"
    )

    assert not [line for line in lines(bureau) if "备案" in line]


@pytest.mark.clause("S7")
def test_a_company_sees_only_its_own_estates_missing_disclosures(town, estate, contract):
    body = f"company:{contract.project.company_id}"
    mine = town.actor("wang", "company", estate.path, body)
    stranger = town.actor("li", "company", "/1/10/", "company:99")

    assert "补公示：和顺家园缺服务内容、服务标准、收费项目、收费标准" in lines(mine)
    assert lines(stranger) == []


def test_the_neighbour_is_not_mixed_up(town, contract):
    assert not [line for line in lines(town.actor("near", "subdistrict", "/1/10/")) if "和顺家园" in line]
    assert lines(town.actor("far", "bureau", "/2/")) == []


def test_the_number_of_queries_does_not_grow_with_the_estates(client, town, estate, contract):
    def queries_of_a_visit() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/desk/")
        return len(seen)

    client.force_login(town.person("chen", "bureau", "/1/"))
    queries_of_a_visit()  # the first one of a session also writes down that it is used
    before = queries_of_a_visit()
    for number in range(12):
        town.estate(f"小区{number}", "/1/10/")

    assert queries_of_a_visit() == before
    assert before <= 24
