from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.base import calendar
from linli.base.models import JournalEntry, Option
from linli.kernel.actor import Actor
from linli.people.models import Place, Posting, User
from linli.people.services import accounts
from linli.people.services import places as place_services
from tests.people.test_services_places import TOWN, file

NEW = reverse("administration:new")
SYSTEM = Actor.system("test")


@pytest.fixture
def admin(client, town):
    user = town.person("root", "admin", "/1/")
    client.force_login(user)
    return user


def upload(client, address, raw, name="table.csv"):
    return client.post(address, {"file": SimpleUploadedFile(name, raw)})


def kept(page):
    """Return the hidden fields by which a preview carries its table."""
    found = dict(re.findall(r'type="hidden" name="(kept|name)" value="([^"]*)"', page.content.decode()))
    return {**found, "accept": "1"}


def test_an_account_is_opened_with_its_posting_and_a_password_shown_once(client, admin, town):
    form = {"name": "周敏", "username": "Zhou.Min", "role": "community", "place": "/1/1/", "title": "专窗"}

    page = client.post(NEW, form)

    word = re.search(r'class="code">([^<]+)<', page.content.decode())[1]
    zhou = User.objects.get(username="zhou.min")
    assert zhou.check_password(word)
    assert zhou.must_change_password
    assert zhou.postings.get().place.path == "/1/1/"
    assert word not in str(list(JournalEntry.objects.values()))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"username": "1"}, "用户名以小写字母开头"),
        ({"username": "root"}, "已经有人用"),
        ({"place": "nowhere"}, "没有“nowhere”"),
        ({"place": "place"}, "处符合"),
        ({"place": "/2/1/"}, "没有“/2/1/”"),
        ({"phone": "12"}, "不像电话号码"),
        ({"role": "owner"}, "设在小区"),
        ({"role": "company"}, "没有物业服务企业"),
        ({"until": "2001-01-01"}, "结束日应晚于开始日"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field_and_nothing_is_lost(client, admin, change, says):
    form = {"name": "周敏", "username": "zhou.min", "role": "community", "place": "/1/1/"} | change

    page = client.post(NEW, form)

    assert page.status_code == 422
    assert says in page.content.decode()
    assert 'value="周敏"' in page.content.decode()
    assert not User.objects.filter(name="周敏").exists()


def test_a_person_of_a_company_is_posted_for_the_company_that_serves_the_estate(client, admin, town):
    estate, company = town.estate("和顺家园", "/1/1/"), town.company("甲物业")
    town.project(estate, company)

    client.post(NEW, {"name": "何伟", "username": "hewei", "role": "company", "place": "和顺家园"})

    posting = Posting.objects.get(user__username="hewei")
    assert (posting.organisation, posting.place.path) == (f"company:{company.pk}", estate.path)
    assert "甲物业" in client.get(reverse("administration:person", args=[posting.user_id])).content.decode()


def test_a_password_is_reset_and_the_open_sessions_end(client, admin, town):
    ma = town.person("ma", "grid", "/1/1/")

    page = client.post(reverse("administration:reset", args=[ma.pk]))

    ma.refresh_from_db()
    assert ma.check_password(re.search(r'class="code">([^<]+)<', page.content.decode())[1])
    assert ma.must_change_password


def test_nobody_takes_over_an_account_that_has_rights_beyond_his_own(client, admin, town):
    ma = town.person("ma", "grid", "/1/1/")
    town.person("ma", "bureau", "/2/")

    assert client.get(reverse("administration:person", args=[ma.pk])).status_code == 200
    for name in ("reset", "close", "reset_factor", "change"):
        response = client.post(reverse(f"administration:{name}", args=[ma.pk]), {"name": "x"})
        assert response.status_code in (403, 422), name


def test_nobody_administers_himself(client, admin):
    for name in ("reset", "close", "reset_factor"):
        assert client.post(reverse(f"administration:{name}", args=[admin.pk])).status_code == 403
    own = Posting.objects.get(user=admin)
    assert client.post(reverse("administration:end", args=[own.pk])).status_code == 403


def test_a_closed_account_is_opened_again_by_a_posting(client, admin, town):
    ma = town.person("ma", "grid", "/1/1/")
    client.post(reverse("administration:close", args=[ma.pk]))
    ma.refresh_from_db()
    assert not ma.is_active

    client.post(reverse("administration:post", args=[ma.pk]), {"role": "grid", "place": "/1/10/"})

    ma.refresh_from_db()
    assert ma.is_active
    assert not ma.has_usable_password()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"马一", "李二"}),
        ("?q=马", {"马一"}),
        ("?q=LI", {"李二"}),
        ("?role=community", {"李二"}),
        ("?at=/1/1/", {"马一"}),
        ("?state=closed", set()),
        ("?q=13800002222", {"李二"}),
        ("?page=x&role=nonsense&state=nonsense", {"马一", "李二"}),
        ("?q=%00&at=%00", {"马一", "李二"}),
    ],
)
def test_people_are_found_by_name_phone_role_and_place(client, admin, town, now, query, found):
    ma, li = town.person("ma", "grid", "/1/1/"), town.person("li", "community", "/1/10/")
    town.person("far", "grid", "/2/1/")
    accounts.change_account(actor=SYSTEM, user=ma, name="马一", now=now)
    accounts.change_account(actor=SYSTEM, user=li, name="李二", phone="13800002222", now=now)

    page = client.get(reverse("administration:people") + query).content.decode()

    assert {name for name in ("马一", "李二", "Far") if name in page} == found


def test_the_list_of_people_costs_the_same_for_many(client, admin, town, django_assert_max_num_queries):
    for n in range(60):
        town.person(f"worker{n}", "grid", "/1/1/")
        town.person(f"worker{n}", "instructor", "/1/10/")

    with django_assert_max_num_queries(12):
        client.get(reverse("administration:people"))


def test_a_table_of_divisions_is_previewed_and_only_then_taken(client, town, now):
    place_services.import_divisions(actor=SYSTEM, raw=file(*TOWN), now=now)
    town.places["/4104/410402/"] = Place.objects.get(path="/4104/410402/")
    client.force_login(town.person("root", "admin", "/4104/410402/"))
    address = reverse("administration:places_import")

    page = upload(client, address, file(*TOWN, ("410402008009", "新城社区居民委员会")))

    assert "新城社区" in page.content.decode()
    assert not Place.objects.filter(code="410402008009").exists()
    assert client.post(address, kept(page)).status_code == 302
    assert Place.objects.get(code="410402008009").short == "新城社区"
    tree = client.get(reverse("administration:places") + "?at=/4104/410402/410402008/")
    assert "新城社区" in tree.content.decode()


def test_a_table_with_faults_shows_each_with_its_row(client, admin):
    page = upload(client, reverse("administration:places_import"), file(*TOWN).replace(b"410402,", b"41x,"))

    assert page.status_code == 422
    assert page.content.decode().count("<tr>") > 2


@pytest.mark.parametrize("sent", [{}, {"kept": "%%%"}, {"kept": "", "accept": "1"}])
def test_an_upload_without_a_file_is_refused(client, admin, sent):
    assert client.post(reverse("administration:places_import"), sent).status_code == 422
    assert client.post(reverse("administration:calendar"), sent).status_code == 422


def test_next_years_calendar_is_previewed_and_only_then_counted_by(client, admin):
    rows = "日期,安排,节日\n2027-1-1,放假,元旦\n2027-5-1,放假,劳动节\n2027-10-1,放假,国庆节\n"
    rows += "2027-10-2,放假,国庆节\n2027-10-3,放假,国庆节\n2027-1-3,上班,元旦\n"
    address = reverse("administration:calendar")

    page = upload(client, address, rows.encode())

    assert "2027年1月3日" in page.content.decode()
    assert not calendar.workdays().is_workday(date(2027, 1, 3))
    assert client.post(address, kept(page)).status_code == 302
    assert calendar.workdays().is_workday(date(2027, 1, 3))
    assert "本系统装入" in client.get(reverse("administration:settings")).content.decode()


def test_a_calendar_with_faults_is_not_taken_even_if_asked(client, admin):
    page = upload(client, reverse("administration:calendar"), "日期,安排\n2027-1-1,也许\n".encode())

    assert page.status_code == 422
    assert "也许" in page.content.decode()


def test_the_roles_that_need_a_second_factor_are_chosen(client, admin):
    client.post(reverse("administration:second_factor_roles"), {"role": ["bureau", "nonsense"]})

    assert Option.objects.get(key="second_factor_roles").value == ["bureau"]
    assert JournalEntry.objects.get(verb="setting.change").place == "/1/"


def test_everybody_may_look_at_the_permission_table(client, town):
    client.force_login(town.person("ma", "grid", "/1/1/"))

    page = client.get(reverse("administration:permissions")).content.decode()

    assert page.count('scope="row"') >= 20
