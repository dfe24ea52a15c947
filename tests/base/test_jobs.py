from __future__ import annotations

from datetime import timedelta

import pytest

from linli.base import jobs
from linli.jobs import kinds, worker
from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch, Refused

ADA = Actor(name="ada", user_id=None, role="bureau")


@pytest.fixture
def ask(db, now):
    def ask(kind="count", **arguments):
        return jobs.ask(actor=ADA, kind=kind, arguments=arguments, place="/1/", now=now)

    return ask


@pytest.fixture
def work(monkeypatch):
    def use(function):
        monkeypatch.setattr(worker, "work", lambda kind: function)

    return use


def test_a_job_runs_once_and_says_what_came_of_it(ask, work):
    def count(*, actor, arguments, progress):
        progress(3, 3)
        return {"counted": arguments["to"]}

    work(count)
    asked = ask(to=3)

    assert worker.run_all() == 1
    asked.refresh_from_db()
    assert (asked.state, asked.result, asked.percent) == ("done", {"counted": 3}, 100)
    assert worker.run_one() is None


def test_asking_twice_for_the_same_waiting_work_is_one_job(ask):
    assert ask(to=3).pk == ask(to=3).pk
    assert ask(to=4).pk != ask(to=3).pk


def test_a_refusal_is_told_in_both_languages(ask, work):
    def refuse(**_):
        raise Refused("还没到时候。", "Too early.")

    work(refuse)
    ask()

    job = worker.run_one()

    assert (job.state, job.error_zh, job.error_en) == ("failed", "还没到时候。", "Too early.")


def test_a_failure_does_not_stop_the_worker(ask, work, caplog):
    def fail(**_):
        raise ZeroDivisionError

    work(fail)
    ask(n=1)
    ask(n=2)

    assert worker.run_all() == 2
    assert "job failed" in caplog.text


def test_a_job_whose_worker_died_is_taken_up_again(ask, now):
    job = ask()
    jobs.claim(now=now)
    assert jobs.claim(now=now + timedelta(minutes=9)) is None

    again = jobs.claim(now=now + timedelta(minutes=11))

    assert again is not None
    assert again.pk == job.pk


def test_a_job_is_seen_by_who_may_read_the_journal_there_and_by_nobody_else(ask, town):
    job = ask()

    assert jobs.job(town.actor("zhu", "bureau", "/1/"), pk=job.pk) == job
    with pytest.raises(NoSuch):
        jobs.job(town.actor("far", "bureau", "/2/"), pk=job.pk)


def test_every_kind_of_work_is_there():
    for kind in kinds.KINDS:
        assert callable(kinds.work(kind))
