from __future__ import annotations

import pytest

from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people import passwords, sign_in
from linli.people.access import duties
from linli.people.models import Posting, User
from linli.people.services import accounts, postings

SYSTEM = Actor.system("test")
WORD = "Dawn-horse-7"


def opened(town, now, actor=SYSTEM, path="/1/1/", **more):
    given = {"username": "zhou.min", "name": "周敏", "role": "community", "password": WORD} | more
    return accounts.open_account(actor=actor, place=town.place(path), now=now, **given)


def test_an_account_comes_with_its_posting_and_both_are_journalled(town, now, today):
    user = opened(town, now)

    assert user.postings.get().place.path == "/1/1/"
    assert duties(user, today=today) == ("password",)
    assert list(JournalEntry.objects.order_by("id").values_list("verb", "place")) == [
        ("account.open", "/1/1/"),
        ("posting.open", "/1/1/"),
    ]


def test_an_account_whose_posting_is_refused_is_not_opened(town, now):
    admin = town.actor("root", "admin", "/1/")

    with pytest.raises(NotAllowed):
        opened(town, now, actor=admin, path="/2/1/")

    assert not User.objects.filter(username="zhou.min").exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"username": "Z"}, "username"),
        ({"username": "13800001111"}, "username"),
        ({"username": "a b"}, "username"),
        ({"name": "  "}, "name"),
        ({"phone": "12"}, None),
        ({"password": "zhou.min"}, "password"),
        ({"password": "password12"}, "password"),
        ({"password": "Short-1"}, "password"),
    ],
)
def test_what_does_not_fit_an_account_is_refused(town, now, more, field):
    with pytest.raises(Refused) as caught:
        opened(town, now, **more)

    assert field is None or caught.value.fields == (field,)
    assert caught.value.text.zh != caught.value.text.en


def test_one_phone_is_one_persons_and_is_found_by_its_digest(town, now):
    user = opened(town, now, phone="138 1234 5678")

    assert sign_in.find("13812345678") == user
    with pytest.raises(Refused, match="另一个账号"):
        opened(town, now, username="other", phone="13812345678")


def test_a_closed_account_keeps_its_history_and_loses_every_right(town, now, today):
    user = opened(town, now)

    accounts.close_account(actor=SYSTEM, user=user, now=now)

    assert sign_in.find("zhou.min") is None
    assert not Posting.objects.in_force(today).filter(user=user).exists()
    assert Posting.objects.filter(user=user).exists()


def test_a_role_that_needs_a_second_factor_is_a_duty_until_there_is_one(town, now, today, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"bureau"})
    user = opened(town, now, must_change=False)
    assert duties(user, today=today) == ()

    postings.post(actor=SYSTEM, user=user, place=town.places["/1/"], role="bureau", now=now)

    assert duties(user, today=today) == ("second_factor",)


def test_only_an_administrator_of_every_posting_takes_an_account_over(town, now):
    user = opened(town, now)
    own, wide = town.actor("root", "admin", "/1/"), town.actor("top", "admin", "/1/")
    town.person("top", "admin", "/2/")
    town.person("zhou.min", "grid", "/2/1/")

    with pytest.raises(NotAllowed):
        accounts.set_password(actor=own, user=user, password="Noon-river-8", now=now)
    wide = town.actor("top", "admin", "/2/")
    accounts.set_password(actor=wide, user=user, password="Noon-river-8", now=now)


def test_an_administrator_does_not_reach_one_above_him(town, now):
    above = town.person("chief", "admin", "/1/")
    below = town.actor("root", "admin", "/1/1/")

    for act in (accounts.close_account, accounts.unlock):
        with pytest.raises(NotAllowed):
            act(actor=below, user=above, now=now)


def test_ones_own_password_needs_the_old_one_and_is_ones_own_affair(town, now):
    user = opened(town, now)
    person = Actor("zhou.min", user_id=user.pk)

    with pytest.raises(Refused):
        accounts.change_password(actor=person, user=user, old="wrong", password="Noon-river-8", now=now)
    with pytest.raises(NotAllowed):
        accounts.change_password(actor=SYSTEM, user=user, old=WORD, password="Noon-river-8", now=now)
    accounts.change_password(actor=person, user=user, old=WORD, password="Noon-river-8", now=now)
    assert not user.must_change_password


def test_a_password_to_begin_with_keeps_every_rule_and_never_repeats(db, now):
    user = User(username="zhou.min", name="周敏", created_at=now)
    words = {passwords.fresh() for _ in range(200)}

    assert len(words) == 200
    for word in words:
        passwords.check(word, user=user)


def test_no_password_and_no_phone_stands_in_the_journal(town, now):
    user = opened(town, now, phone="13812345678")
    accounts.set_password(actor=SYSTEM, user=user, password="Noon-river-8", now=now)

    written = str(list(JournalEntry.objects.values()))
    assert "13812345678" not in written
    assert "Noon-river-8" not in written
    assert WORD not in written
