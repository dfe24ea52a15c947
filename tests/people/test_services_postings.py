from __future__ import annotations

from datetime import date, timedelta

import pytest

from linli.base.models import JournalEntry
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people.access import actor_for
from linli.people.models import Posting
from linli.people.services import postings

SYSTEM = Actor.system("registry")
COMPANY = "company:12"


@pytest.fixture
def estates(town):
    return [town.place(f"/1/1/e{n}/") for n in (1, 2, 3)]


def reach(user, on):
    return actor_for(user, today=on).reach("project.edit")


def test_a_company_reaches_its_new_estate_and_no_longer_the_one_it_gave_up(town, estates, now, today):
    user = town.person("wang", "company", "/1/1/e1/", COMPANY)

    postings.extend(actor=SYSTEM, organisation=COMPANY, place=estates[1], since=today, now=now)
    assert reach(user, today) == ("/1/1/e1/", "/1/1/e2/")

    postings.curtail(actor=SYSTEM, organisation=COMPANY, place=estates[0], until=today, now=now)
    assert reach(user, today) == ("/1/1/e2/",)


def test_people_of_a_company_that_lost_every_estate_are_back_with_the_next_one(town, estates, now, today):
    user = town.person("wang", "company", "/1/1/e1/", COMPANY)
    postings.curtail(actor=SYSTEM, organisation=COMPANY, place=estates[0], until=today, now=now)
    assert reach(user, today) == ()

    postings.extend(actor=SYSTEM, organisation=COMPANY, place=estates[2], since=today, now=now)

    assert reach(user, today) == ("/1/1/e3/",)


def test_whoever_was_taken_out_by_hand_stays_out(town, estates, now, today):
    user = town.person("wang", "company", "/1/1/e1/", COMPANY)
    admin = town.actor("root", "admin", "/1/")
    postings.end(actor=admin, posting=user.postings.get(), now=now)

    postings.extend(actor=SYSTEM, organisation=COMPANY, place=estates[1], since=today, now=now)

    assert reach(user, today) == ()


def test_taking_on_an_estate_twice_posts_once_and_leaves_a_line_even_for_nobody(town, estates, now, today):
    town.person("wang", "company", "/1/1/e1/", COMPANY)
    for organisation in (COMPANY, COMPANY, "company:99"):
        postings.extend(actor=SYSTEM, organisation=organisation, place=estates[1], since=today, now=now)

    assert Posting.objects.filter(place=estates[1]).count() == 1
    assert JournalEntry.objects.filter(verb="posting.extend").count() == 3


def test_many_estates_are_taken_on_in_a_fixed_number_of_queries(
    town, now, today, django_assert_max_num_queries
):
    for n in range(4):
        town.person(f"user{n}", "company", "/1/1/e1/", COMPANY)
    places = [town.place(f"/1/10/e{n}/") for n in range(40)]

    with django_assert_max_num_queries(20):
        postings.extend_all(actor=SYSTEM, new=[(COMPANY, place, today) for place in places], now=now)

    assert Posting.objects.filter(place__path__startswith="/1/10/").count() == 160


def test_a_project_that_ends_before_it_began_gives_nobody_a_day(town, estates, now, today):
    user = town.person("wang", "company", "/1/1/e1/", COMPANY)
    later = today + timedelta(days=30)
    postings.extend(actor=SYSTEM, organisation=COMPANY, place=estates[1], since=later, now=now)

    postings.curtail(actor=SYSTEM, organisation=COMPANY, place=estates[1], until=today, now=now)

    assert "/1/1/e2/" not in reach(user, later)


def test_an_administrator_posts_below_his_own_place_only_and_never_himself(town, now):
    admin = town.actor("root", "admin", "/1/")
    other = town.person("ma", "grid", "/1/1/")
    own = town.person("root", "admin", "/1/")

    postings.post(actor=admin, user=other, place=town.places["/1/10/"], role="grid", now=now)
    for user, path in ((other, "/2/"), (own, "/1/1/")):
        with pytest.raises(NotAllowed):
            postings.post(actor=admin, user=user, place=town.places[path], role="bureau", now=now)


def test_nobody_but_an_administrator_posts_people(town, now):
    bureau = town.actor("chen", "bureau", "/1/")
    other = town.person("ma", "grid", "/1/1/")

    with pytest.raises(NotAllowed):
        postings.post(actor=bureau, user=other, place=town.places["/1/1/"], role="community", now=now)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"role": "king"}, "role"),
        ({"role": "company", "organisation": ""}, "organisation"),
        ({"role": "company", "organisation": "company:x"}, "organisation"),
        ({"role": "owner"}, "place"),
        ({"role": "grid"}, "role"),
        ({"role": "community", "until": date(2026, 3, 2)}, "until"),
    ],
)
def test_what_does_not_fit_a_posting_is_refused_by_its_field(town, now, wanted, field):
    admin = town.actor("root", "admin", "/1/")
    other = town.person("ma", "grid", "/1/1/")

    with pytest.raises(Refused) as caught:
        postings.post(actor=admin, user=other, place=town.places["/1/1/"], now=now, **wanted)

    assert field in caught.value.fields


def test_a_posting_ends_today_and_gives_no_right_any_more(town, now, today):
    admin = town.actor("root", "admin", "/1/")
    user = town.person("ma", "grid", "/1/1/")

    postings.end(actor=admin, posting=user.postings.get(), now=now)

    assert not actor_for(user, today=today).may_somewhere("desk.open")
    with pytest.raises(Refused):
        postings.end(actor=admin, posting=user.postings.get(), now=now)


def posted(user):
    return sorted(user.postings.filter(until__isnull=True).values_list("place__path", flat=True))


def test_somebody_of_a_company_is_posted_at_all_its_estates_at_once(town, estates, now, today):
    user = town.person("wang", "company", "/1/1/e1/", COMPANY)
    admin = town.actor("root", "admin", "/1/")

    count = postings.post_all(actor=admin, user=user, organisation=COMPANY, places=estates, now=now)

    assert count == 2
    assert posted(user) == ["/1/1/e1/", "/1/1/e2/", "/1/1/e3/"]
    lines = JournalEntry.objects.filter(verb="posting.open").order_by("place")
    assert [line.place for line in lines] == ["/1/1/e2/", "/1/1/e3/"]
    assert {line.change["organisation"][1] for line in lines} == {COMPANY}
    with pytest.raises(Refused, match="已经都有岗位"):
        postings.post_all(actor=admin, user=user, organisation=COMPANY, places=estates, now=now)


def test_nobody_is_posted_for_a_company_he_never_acted_for(town, estates, now):
    user = town.person("wang", "company", "/1/1/e1/", "company:99")

    with pytest.raises(Refused, match="不是这家企业的人"):
        postings.post_all(
            actor=town.actor("root", "admin", "/1/"), user=user, organisation=COMPANY, places=estates, now=now
        )


def test_one_estate_beyond_reach_and_none_is_given(town, estates, now):
    user = town.person("wang", "company", "/1/1/e1/", COMPANY)
    far = town.place("/2/1/e9/")

    with pytest.raises(NotAllowed):
        postings.post_all(
            actor=town.actor("root", "admin", "/1/"),
            user=user,
            organisation=COMPANY,
            places=[*estates, far],
            now=now,
        )

    assert posted(user) == ["/1/1/e1/"]


def test_all_postings_for_a_company_end_at_once_within_reach(town, estates, now, today):
    for path in ("/1/1/e1/", "/1/1/e2/", "/2/1/e9/"):
        user = town.person("wang", "company", path, COMPANY)
    town.person("wang", "grid", "/1/10/")
    user.postings.filter(place__path="/1/1/e2/").update(since=today + timedelta(days=9))
    admin = town.actor("root", "admin", "/1/")

    count = postings.end_all(actor=admin, user=user, organisation=COMPANY, now=now)

    assert count == 2
    assert posted(user) == ["/1/10/", "/2/1/e9/"]
    assert user.postings.get(place__path="/1/1/e2/").until == today + timedelta(days=9)
    assert reach(user, today) == ("/2/1/e9/",)
    assert JournalEntry.objects.filter(verb="posting.end").count() == 2
    with pytest.raises(Refused, match="没有还在任"):
        postings.end_all(actor=admin, user=user, organisation=COMPANY, now=now)


def test_whoever_was_taken_out_of_all_estates_is_not_taken_along_to_the_next(town, estates, now, today):
    user = town.person("wang", "company", "/1/1/e1/", COMPANY)
    postings.end_all(actor=town.actor("root", "admin", "/1/"), user=user, organisation=COMPANY, now=now)

    postings.extend(actor=SYSTEM, organisation=COMPANY, place=estates[1], since=today, now=now)

    assert reach(user, today) == ()


def test_nobody_posts_or_ends_himself_everywhere(town, estates, now):
    user = town.person("root", "admin", "/1/")
    town.person("root", "company", "/1/1/e1/", COMPANY)
    admin = town.actor("root", "admin", "/1/")

    with pytest.raises(NotAllowed):
        postings.post_all(actor=admin, user=user, organisation=COMPANY, places=estates, now=now)
    with pytest.raises(NotAllowed):
        postings.end_all(actor=admin, user=user, organisation=COMPANY, now=now)


def test_a_company_of_many_estates_costs_no_more_queries(town, now, django_assert_max_num_queries):
    user = town.person("wang", "company", "/1/1/e0/", COMPANY)
    admin = town.actor("root", "admin", "/1/")
    places = [town.place(f"/1/1/e{n}/") for n in range(90)]

    with django_assert_max_num_queries(18):
        postings.post_all(actor=admin, user=user, organisation=COMPANY, places=places, now=now)
    with django_assert_max_num_queries(18):
        postings.end_all(actor=admin, user=user, organisation=COMPANY, now=now)
