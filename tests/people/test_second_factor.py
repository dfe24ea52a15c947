from __future__ import annotations

import importlib

import pytest
from django.apps import apps
from django.db import connection

from linli.people import second_factor
from linli.people.models import SecondFactor

KEY = "00112233445566778899aabbccddeeff00112233"


def stored(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key, user_id FROM {table}")  # noqa: S608
        return list(cursor.fetchall())


def test_the_secret_is_not_readable_in_the_database(town):
    user = town.person("root", "admin", "/1/")

    second_factor.keep(user, KEY, step=7)

    [(kept, owner)] = stored("people_secondfactor")
    assert owner == user.pk
    assert KEY not in kept
    assert SecondFactor.objects.get().key == KEY


def test_a_new_secret_takes_the_place_of_the_old_one(town):
    user = town.person("root", "admin", "/1/")
    second_factor.keep(user, KEY, step=7)

    second_factor.keep(user, KEY[::-1], step=9)

    row = SecondFactor.objects.get()
    assert (row.key, row.last_step) == (KEY[::-1], 9)


def test_a_secret_on_its_way_through_a_session_is_sealed_as_well():
    kept = second_factor.sealed(KEY)

    assert KEY not in kept
    assert second_factor.opened(kept) == KEY


@pytest.mark.parametrize("kept", ["", "nonsense", KEY])
def test_what_was_sealed_with_another_key_is_as_if_there_were_none(kept):
    assert second_factor.opened(kept) == ""


def test_secrets_of_the_former_table_are_sealed_and_can_be_opened_again(town, now):
    move = importlib.import_module("linli.people.migrations.0003_seal_second_factors")
    former = apps.get_model("otp_totp", "TOTPDevice")
    ada, ben = (town.person(name, "admin", "/1/") for name in ("ada", "ben"))
    for user, key, confirmed in ((ada, KEY, True), (ada, KEY[::-1], True), (ben, KEY, False)):
        former.objects.create(user=user, name="totp", key=key, confirmed=confirmed, last_t=5)

    move.seal(apps, None)

    assert not former.objects.exists()
    [(kept, owner)] = stored("people_secondfactor")
    assert owner == ada.pk
    assert KEY[::-1] not in kept
    row = SecondFactor.objects.get()
    assert (row.key, row.last_step) == (KEY[::-1], 5)

    move.unseal(apps, None)

    assert not SecondFactor.objects.exists()
    device = former.objects.get()
    assert (device.user_id, device.key, device.last_t, device.confirmed) == (ada.pk, KEY[::-1], 5, True)
