"""The dossier's part of party life: small, bounded, and only for who sees party work."""

from __future__ import annotations

from datetime import date

from linli.kernel.actor import Actor
from linli.party.queries import life_part
from linli.party.services import activities, positions
from linli.party.services.taking import Held, Present
from tests.party.life import branch, cover

TODAY = date(2026, 3, 2)
SYSTEM = Actor.system("test")


def test_the_dossier_shows_what_there_is_in_three_statements(town, now, django_assert_max_num_queries):
    estate, company = town.estate("和顺家园", "/1/1/"), town.company("禾邻物业")
    town.project(estate, company)
    body = branch()
    cover(body, company=company)
    held = Held(kind="lecture", on=TODAY, topic="党课", attendance=(Present(body.pk, 5),))
    activities.record(actor=SYSTEM, now=now, organisation=body, held=held)
    fields = {"name": "活动室", "since": date(2025, 1, 1)}
    positions.register(actor=SYSTEM, now=now, kind="company", estates=[estate], fields=fields)
    owner, community = town.actor("liu", "owner", estate.path), town.actor("min", "community", "/1/1/")

    assert life_part.dossier_part(owner, estate, today=TODAY) is None
    with django_assert_max_num_queries(3):
        found = life_part.dossier_part(community, estate, today=TODAY)

    assert [row.state for row in found.positions] == ["never"]
    assert [row.topic for row in found.activities] == ["党课"]
    assert (found.publicity, found.may_check) == ([], True)
