from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.db import connection

from linli.people import sign_in, throttling
from linli.people.models import Throttle, User

WORD = "Dawn-horse-7"


@pytest.fixture
def hu(db, now):
    user = User(username="hu", name="Hu", created_at=now)
    user.set_password(WORD)
    user.save()
    return user


@pytest.fixture
def hashed(monkeypatch):
    """Counts how often a password is hashed: what takes time, and could tell names by it."""
    calls = []
    once = hashers.MD5PasswordHasher.encode

    def encode(self, password, salt):
        calls.append(password)
        return once(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", encode)
    return calls


@pytest.mark.parametrize("name", ["hu", "nobody", "13800001234", "", " HU ", "\x00", "1" * 200])
def test_every_attempt_costs_one_hash_whoever_is_named(hu, now, hashed, name):
    hashed.clear()

    sign_in.judge(name, "wrong", network="10.0.0.0/24", now=now)

    assert len(hashed) == 1


def test_a_locked_account_costs_as_much_and_knows_no_right_password(hu, now, hashed):
    for _ in range(throttling.FAILURES):
        sign_in.judge("hu", "wrong", network="", now=now)
    hashed.clear()

    assert sign_in.judge("hu", WORD, network="", now=now).kind == "locked"
    assert len(hashed) == 1


def test_the_lock_ends_after_its_time_and_counting_begins_anew(hu, now):
    for _ in range(throttling.FAILURES):
        sign_in.judge("hu", "wrong", network="", now=now)
    later = now + throttling.LOCK + timedelta(seconds=1)

    assert sign_in.judge("hu", "wrong", network="", now=later).kind == "wrong"
    assert sign_in.judge("hu", WORD, network="", now=later).kind == "right"


def test_failures_by_name_and_by_phone_are_those_of_one_account(hu, now):
    hu.phone_digest = sign_in.phone_digest("13812345678")
    hu.save()
    for name in ("hu", "13812345678", "HU", "138 1234 5678", "hu"):
        sign_in.judge(name, "wrong", network="", now=now)

    assert sign_in.judge("hu", WORD, network="", now=now).kind == "locked"


def test_a_name_is_not_readable_in_the_table_of_failures(db, now):
    sign_in.judge("somebody", "wrong", network="10.0.0.0/24", now=now)

    keys = " ".join(Throttle.objects.values_list("key", flat=True))
    assert "somebody" not in keys
    assert "10.0.0.0" not in keys


@pytest.mark.django_db(transaction=True)
def test_of_many_attempts_at_once_no_more_than_five_are_judged(now):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one writer; the database server decides this race")

    def attempt(_):
        try:
            return throttling.count("user:1", now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(attempt, range(24)))

    assert sum(allowed) == throttling.FAILURES
