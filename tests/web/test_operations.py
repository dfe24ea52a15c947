from __future__ import annotations

import pytest
from django.db import DatabaseError

from linli.base import health


def test_healthz_is_200_only_while_the_database_answers(client, db, monkeypatch):
    assert client.get("/healthz").status_code == 200

    class Broken:
        def cursor(self):
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Broken())
    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "192.0.2.7"}, 403),
        ({"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, 403),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer right"}, 200),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer wrong"}, 403),
        ({"REMOTE_ADDR": "nonsense", "HTTP_AUTHORIZATION": "Bearer "}, 403),
    ],
)
def test_figures_are_for_this_machine_or_the_holder_of_the_token(client, db, settings, given, status):
    settings.METRICS_TOKEN = "right"

    assert client.get("/metrics", **given).status_code == status


def test_without_a_token_nobody_elsewhere_is_let_in(client, db, settings):
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7", HTTP_AUTHORIZATION="Bearer ").status_code == 403


def test_figures_cost_two_queries(client, db, django_assert_num_queries):
    with django_assert_num_queries(2):
        answer = client.get("/metrics")

    assert 'linli_jobs{state="queued"} 0' in answer.text
