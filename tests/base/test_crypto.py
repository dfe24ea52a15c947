from __future__ import annotations

import pytest

from linli.base import crypto
from linli.people.models import User


def test_what_is_sealed_reads_back_and_never_looks_alike():
    first, second = crypto.seal("13800000000"), crypto.seal("13800000000")

    assert crypto.unseal(first) == crypto.unseal(second) == "13800000000"
    assert first != second


def test_a_changed_seal_is_refused():
    sealed = crypto.seal("13800000000")
    with pytest.raises(ValueError, match="sealed with another key"):
        crypto.unseal(sealed[:-6] + ("AAAAAA" if sealed[-6:] != "AAAAAA" else "BBBBBB"))


def test_a_phone_is_not_readable_in_the_database(db, now, django_db_blocker):
    from django.db import connection

    user = User.objects.create(username="ada", name="Ada", phone="13800000000", created_at=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_user WHERE id = %s", [user.pk])
        assert "13800000000" not in cursor.fetchone()[0]
    assert User.objects.get(pk=user.pk).phone == "13800000000"
