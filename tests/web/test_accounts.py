from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP

from linli.base.models import JournalEntry, Option
from linli.kernel.actor import Actor
from linli.people import second_factor, throttling
from linli.people.models import SignIn, Throttle
from linli.people.services import accounts, factors

LOGIN = reverse("accounts:login")
WORD = "Dawn-horse-7"


@pytest.fixture(autouse=True)
def no_second_factor(db):
    Option.objects.create(key="second_factor_roles", value=[])


def set_word(user, word=WORD):
    user.set_password(word)
    user.save()
    return user


@pytest.fixture
def hu(town):
    return set_word(town.person("hu", "community", "/1/1/"))


def enter(client, name="hu", word=WORD, **more):
    return client.post(LOGIN, {"username": name, "password": word, **more})


def verbs():
    return list(JournalEntry.objects.order_by("id").values_list("verb", flat=True))


def test_a_person_signs_in_by_name_and_it_is_journalled_at_his_place(client, hu):
    response = enter(client, "  HU ")

    assert response.status_code == 302
    assert response["Location"] == "/desk/"
    line = JournalEntry.objects.get(verb="account.sign_in")
    assert (line.actor_name, line.place, line.role) == ("hu", "/1/1/", "community")
    assert SignIn.objects.get(user=hu).network == "127.0.0.0/24"


@pytest.mark.parametrize("written", ["13812345678", "138 1234 5678", "+86 138-1234-5678"])
def test_a_person_signs_in_by_phone_however_it_is_written(client, hu, now, written):
    accounts.change_account(actor=Actor.system("t"), user=hu, name="胡", phone="13812345678", now=now)

    assert enter(client, written).status_code == 302


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/desk/search/", "/desk/search/"),
        ("https://evil.example/", "/desk/"),
        ("//evil.example/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
    ],
)
def test_the_way_back_stays_in_the_house(client, hu, asked, led):
    assert enter(client, next=asked)["Location"] == led


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client, hu):
    response = client.get("/accounts/profile/")

    assert response["Location"] == f"{LOGIN}?next=/accounts/profile/"
    assert 'value="/accounts/profile/"' in client.get(response["Location"]).content.decode()


def test_a_name_nobody_has_answers_like_a_wrong_password_and_locks_like_one(client, hu):
    for attempt in range(6):
        known, unknown = enter(client, "hu", "wrong"), enter(client, "nobody", "wrong")
        assert known.status_code == unknown.status_code == (429 if attempt == 5 else 200)
        said = [re.findall(r'role="alert".*?</div>', r.content.decode(), re.DOTALL) for r in (known, unknown)]
        assert said[0] == said[1] != []


def test_five_failures_lock_for_fifteen_minutes_even_against_the_right_password(client, hu):
    for _ in range(5):
        enter(client, word="wrong")

    assert enter(client).status_code == 429
    assert verbs() == [*["account.fail"] * 4, "account.lock", "account.fail"]
    Throttle.objects.update(locked_until=timezone.now(), since=timezone.now() - timedelta(minutes=16))
    assert enter(client).status_code == 302


def test_the_right_password_in_between_forgets_the_failures(client, hu):
    for _ in range(3):
        for _ in range(4):
            enter(client, word="wrong")
        assert enter(client).status_code == 302
        client.logout()


def test_attempts_are_counted_before_they_are_judged(db, now):
    assert [throttling.count("user:1", now=now) for _ in range(7)] == [True] * 5 + [False] * 2


def test_a_network_that_fails_too_often_is_kept_out_whatever_the_name(client, hu, monkeypatch):
    monkeypatch.setattr(throttling, "NETWORK_FAILURES", 3)
    for n in range(3):
        enter(client, f"guess{n}", "wrong")

    assert enter(client).status_code == 429


def test_a_name_nobody_has_is_not_written_in_the_clear(client, hu):
    enter(client, "my secret password", "x")

    line = JournalEntry.objects.get(verb="account.fail")
    assert "secret" not in str([line.actor_name, line.subject_id, line.note, line.change])


def test_signing_out_is_a_post_and_is_journalled(client, hu):
    enter(client)

    assert client.get(reverse("accounts:logout")).status_code == 405
    assert client.post(reverse("accounts:logout")).status_code == 302
    assert client.get("/desk/").status_code == 302
    assert verbs()[-1] == "account.sign_out"
    assert not SignIn.objects.exists()


def test_a_closed_account_does_not_get_in(client, hu):
    hu.is_active = False
    hu.save()

    assert enter(client).status_code == 200


def test_a_session_nobody_uses_ends(client, hu, settings):
    enter(client)
    session = client.session
    session["seen"] = int(timezone.now().timestamp()) - settings.SESSION_IDLE_SECONDS - 1
    session.save()

    response = client.get("/accounts/profile/", follow=True)

    assert response.redirect_chain[0][0].startswith(LOGIN)
    assert "自动退出" in response.content.decode()
    assert verbs()[-1] == "account.idle_out"


def test_a_session_does_not_outlive_a_working_day_however_busy(client, hu, settings):
    enter(client)
    session = client.session
    session["began"] = int(timezone.now().timestamp()) - settings.SESSION_COOKIE_AGE - 1
    session.save()

    assert client.get("/accounts/profile/").status_code == 302


def test_sessions_nobody_sits_at_are_not_listed_and_are_swept_away(client, hu):
    enter(client)
    gone = Client()
    enter(gone)
    gone.session.flush()
    SignIn.objects.exclude(session_key=client.session.session_key).update(
        seen_at=timezone.now() - timedelta(days=1)
    )

    assert client.get("/accounts/profile/").content.decode().count("Chrome") <= 1
    enter(Client())
    assert SignIn.objects.count() == 2


def test_one_may_end_ones_other_sessions_and_nobody_elses(client, hu, town):
    other, stranger = Client(), Client()
    enter(client)
    enter(other)
    set_word(town.person("li", "community", "/1/10/"))
    enter(stranger, "li")
    theirs = SignIn.objects.get(user__username="li")
    second = SignIn.objects.get(session_key=other.session.session_key)

    assert client.post(reverse("accounts:revoke", args=[theirs.pk])).status_code == 404
    client.post(reverse("accounts:revoke", args=[second.pk]))

    assert other.get("/accounts/profile/").status_code == 302
    assert client.get("/accounts/profile/").status_code == 200
    assert stranger.get("/accounts/profile/").status_code == 200


def test_all_other_sessions_end_at_once(client, hu):
    others = [Client(), Client()]
    for each in (client, *others):
        enter(each)

    client.post(reverse("accounts:revoke_others"))

    assert [each.get("/accounts/profile/").status_code for each in (client, *others)] == [200, 302, 302]


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client, hu):
    other = Client()
    enter(client)
    enter(other)
    change = {"old": WORD, "password": "Noon-river-8", "again": "Noon-river-8"}

    assert client.post(reverse("accounts:password"), change).status_code == 302

    assert client.get("/accounts/profile/").status_code == 200
    assert other.get("/accounts/profile/").status_code == 302
    assert enter(Client(), word="Noon-river-8").status_code == 302
    assert "account.password" in verbs()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"old": "wrong"}, "原密码不对"),
        ({"again": "Noon-river-9"}, "两次"),
        ({"password": "short1A", "again": "short1A"}, "密码不合要求"),
        ({"password": "alllowercaseletters", "again": "alllowercaseletters"}, "三种"),
        ({"password": WORD, "again": WORD}, "一样"),
    ],
)
def test_a_password_that_breaks_a_rule_is_refused_beside_its_field(client, hu, change, says):
    enter(client)
    form = {"old": WORD, "password": "Noon-river-8", "again": "Noon-river-8"} | change

    response = client.post(reverse("accounts:password"), form)

    assert response.status_code == 422
    assert says in response.content.decode()


def test_whoever_got_his_password_from_somebody_changes_it_first(client, hu):
    hu.must_change_password = True
    hu.save()

    assert enter(client)["Location"] == reverse("accounts:password")
    assert client.get("/desk/")["Location"] == reverse("accounts:password")
    assert client.get("/").status_code == 200
    client.post(
        reverse("accounts:password"), {"old": WORD, "password": "Noon-river-8", "again": "Noon-river-8"}
    )
    assert client.get("/accounts/profile/").status_code == 200


def code_of(key, moment=None):
    """Return the code of a moment, by default of this one."""
    code = TOTP(bytes.fromhex(key), 30, 0, 6, 0)
    code.time = (moment or timezone.now()).timestamp()
    return f"{code.token():06d}"


def test_a_role_that_needs_a_second_factor_can_open_nothing_before_it_is_set_up(client, hu):
    Option.objects.update(value=["community"])

    assert enter(client)["Location"] == reverse("accounts:second_factor")
    assert client.get("/desk/")["Location"] == reverse("accounts:second_factor")
    page = client.get(reverse("accounts:second_factor")).content.decode()
    assert "data:image/svg+xml" in page
    done = client.post(
        reverse("accounts:second_factor"),
        {"code": code_of(second_factor.opened(client.session["second_factor_key"]))},
    )

    assert done.content.decode().count("<li>") >= 10
    assert client.get("/accounts/profile/").status_code == 200
    assert second_factor.has_device(hu)


@pytest.mark.parametrize("name", ["password", "second_factor_remove", "backup_codes"])
def test_a_password_typed_inside_a_session_is_guessed_no_more_often_than_at_the_door(client, hu, name):
    enter(client)
    tried = {
        "old": "wrong",
        "password": "Quiet-river-8",
        "again": "Quiet-river-8",
        "confirm-password": "wrong",
    }

    said = [client.post(reverse(f"accounts:{name}"), tried).content.decode() for _ in range(6)]

    assert "太多" not in said[0]
    assert "太多" in said[-1]
    assert JournalEntry.objects.filter(verb="account.fail").count() >= 4
    assert enter(Client()).status_code == 429


@pytest.fixture
def codes(hu, now):
    """hu with a second factor: its secret and the backup codes"""
    key = second_factor.fresh_key()
    actor = Actor("hu", user_id=hu.pk)
    return key, factors.set_up(actor=actor, key=key, code=code_of(key, now), now=now)


def test_with_a_second_factor_the_password_alone_opens_nothing(client, hu, codes):
    assert enter(client, next="/accounts/profile/")["Location"] == reverse("accounts:code")
    assert client.get("/accounts/profile/").status_code == 302

    response = client.post(reverse("accounts:code"), {"code": code_of(codes[0])})

    assert response["Location"] == "/accounts/profile/"
    assert JournalEntry.objects.get(verb="account.sign_in").change == {"how": ["", "totp"]}


def test_a_code_works_once(client, hu, codes):
    code = code_of(codes[0])
    for wanted in (302, 200):
        each = Client()
        enter(each)
        assert each.post(reverse("accounts:code"), {"code": code}).status_code == wanted


def test_a_backup_code_works_once_and_is_not_kept_in_the_clear(client, hu, codes):
    from django_otp.plugins.otp_static.models import StaticToken

    backup = codes[1][0]
    assert not StaticToken.objects.filter(token__contains=backup.replace("-", "")).exists()
    for wanted in (302, 200):
        each = Client()
        enter(each)
        assert each.post(reverse("accounts:code"), {"code": backup.upper()}).status_code == wanted
    assert second_factor.backup_codes_left(hu) == 9


def test_guesses_at_the_code_count_as_failures_whatever_password_came_before(client, hu, codes):
    statuses = []
    for _ in range(4):
        each = Client()
        enter(each)
        statuses.append(each.post(reverse("accounts:code"), {"code": "000000"}).status_code)

    assert 429 in statuses
    assert enter(Client()).status_code == 429


def test_the_code_page_wants_a_password_before_it(client, hu, codes):
    assert client.get(reverse("accounts:code"))["Location"] == LOGIN


def test_a_required_second_factor_can_not_be_removed_and_a_free_one_can(client, hu, codes):
    enter(client)
    client.post(reverse("accounts:code"), {"code": codes[1][0]})
    address, form = reverse("accounts:second_factor_remove"), {"confirm-password": WORD}
    Option.objects.update(value=["community"])
    assert client.post(address, form).status_code == 422
    Option.objects.update(value=[])
    assert client.post(address, {"confirm-password": "wrong"}).status_code == 422

    assert client.post(address, form).status_code == 302
    assert not second_factor.has_device(hu)


def test_demo_accounts_are_listed_in_a_demo_installation_only(client, town, hu):
    town.person("bureau", "bureau", "/1/")
    assert "linli-demo-2026" not in client.get(LOGIN).content.decode()

    Option.objects.create(key="demo", value=True)
    page = client.get(LOGIN).content.decode()

    assert "linli-demo-2026" in page
    assert 'value="bureau"' in page


def test_the_profile_shows_postings_and_sessions_in_a_bounded_number_of_queries(
    client, hu, town, django_assert_max_num_queries
):
    for n in range(10):
        town.person("hu", "grid", f"/1/1/e{n}/")
    enter(client)

    with django_assert_max_num_queries(14):
        response = client.get("/accounts/profile/")

    assert response.content.decode().count("网格员") >= 10


def test_a_person_changes_his_own_name_and_phone(client, hu):
    enter(client)

    assert (
        client.post(reverse("accounts:details"), {"name": "胡 敏", "phone": "13900001111"}).status_code == 302
    )
    assert client.post(reverse("accounts:details"), {"name": "胡", "phone": "12"}).status_code == 422
    hu.refresh_from_db()
    assert (hu.name, hu.phone) == ("胡 敏", "13900001111")
    assert "13900001111" not in str(list(JournalEntry.objects.values_list("change", flat=True)))
