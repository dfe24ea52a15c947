from __future__ import annotations

import pytest
from django.urls import reverse

from linli.people.models import Place, Posting

NEW = reverse("administration:new")


@pytest.fixture
def admin(client, town):
    user = town.person("root", "admin", "/1/")
    client.force_login(user)
    return user


@pytest.fixture
def three_estates(town):
    """Three estates of one company, two of them here."""
    company = town.company("甲物业")
    for name, path in (("和顺家园", "/1/1/"), ("建设小区", "/1/10/"), ("远方花园", "/2/1/")):
        town.project(town.estate(name, path), company)
    return company


def test_a_person_of_a_company_is_posted_at_all_its_estates_in_one_step(client, admin, three_estates):
    form = {"name": "何伟", "username": "hewei", "role": "company", "place": "和顺家园", "all_estates": "on"}

    client.post(NEW, form)

    posted = Posting.objects.filter(user__username="hewei").values_list("place__short", flat=True)
    assert set(posted) == {"和顺家园", "建设小区"}


def test_only_a_company_has_all_estates(client, admin, three_estates):
    form = {"name": "何伟", "username": "hewei", "role": "grid", "place": "/1/1/", "all_estates": "on"}

    page = client.post(NEW, form)

    assert page.status_code == 422
    assert "只用于物业服务企业" in page.content.decode()


def test_the_postings_of_a_company_stand_together_and_are_given_and_ended_at_once(
    client, admin, town, three_estates
):
    body = f"company:{three_estates.pk}"
    he = town.person("hewei", "company", Place.objects.get(short="和顺家园").path, body)
    town.person("hewei", "grid", "/1/1/")
    address = reverse("administration:person", args=[he.pk])

    page = client.get(address).content.decode()
    assert page.index("网格员") < page.index("甲物业")
    assert "还有 1 个小区没有岗位" in page

    done = client.post(
        reverse("administration:post_all", args=[he.pk]), {"organisation": body}, follow=True
    ).content.decode()
    assert "又到 1 个小区任职" in done
    assert "在 2 个小区任职" in done

    done = client.post(
        reverse("administration:end_all", args=[he.pk]), {"organisation": body}, follow=True
    ).content.decode()
    assert "2 个岗位今天全部结束" in done
    assert "已结束 2 个" in done
    assert he.postings.filter(until__isnull=True).get().role == "grid"


def test_the_page_of_a_person_costs_the_same_whatever_the_number_of_estates(
    client, admin, town, django_assert_max_num_queries
):
    company = town.company("甲物业")
    for n in range(12):
        estate = town.estate(f"小区{n}", "/1/1/")
        town.project(estate, company)
        he = town.person("hewei", "company", estate.path, f"company:{company.pk}")

    with django_assert_max_num_queries(24):
        page = client.get(reverse("administration:person", args=[he.pk])).content.decode()

    assert "逐个看 12 个小区" in page


def test_somebody_of_a_company_whose_account_was_closed_comes_back_with_it(
    client, admin, town, three_estates
):
    he = town.person(
        "hewei", "company", Place.objects.get(short="和顺家园").path, f"company:{three_estates.pk}"
    )
    client.post(reverse("administration:close", args=[he.pk]))

    client.post(
        reverse("administration:post", args=[he.pk]),
        {"role": "company", "place": "建设小区", "all_estates": "on"},
    )

    he.refresh_from_db()
    assert he.is_active
    assert he.postings.filter(until__isnull=True).count() == 2
