from __future__ import annotations

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from linli.base import calendar, journal
from linli.base.models import JournalEntry, Option
from linli.kernel.actor import Actor
from linli.people.models import Place, Posting, User
from linli.people.queries import journal as queries
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


def test_the_journal_is_read_by_verb_person_place_and_day(client, admin, town, now):
    for name, path in (("ma", "/1/1/"), ("li", "/1/10/"), ("far", "/2/1/")):
        user = town.person(name, "grid", path)
        user.set_password("Dawn-horse-7")
        user.save()
        Client().post(reverse("accounts:login"), {"username": name, "password": "Dawn-horse-7"})
    address = reverse("administration:journal")

    def who(query=""):
        page = client.get(address + query).content.decode()
        return set(re.findall(r"<b>(ma|li|far)</b>", page))

    assert who() == {"ma", "li"}
    assert who("?person=ma") == {"ma"}
    assert who("?place=/1/10/") == {"li"}
    assert who("?verb=account.") == {"ma", "li"}
    assert who("?verb=posting.") == set()
    assert who("?last=2001-01-01") == set()
    assert who("?first=nonsense&before=x") == {"ma", "li"}


def test_the_journal_is_paged_by_number(client, admin, now):
    line = journal.Line(verb="place.rename", kind="people.place", place="/1/")
    journal.write_lines(actor=SYSTEM, lines=[line] * 120, at=now)
    address = reverse("administration:journal")

    first = client.get(address).content.decode()
    before = re.search(r"before=(\d+)", first)[1]
    second = client.get(f"{address}?before={before}").content.decode()

    numbers = [set(re.findall(r'faint">(\d+)</td>', page)) for page in (first, second)]
    assert [len(each) for each in numbers] == [50, 50]
    assert not numbers[0] & numbers[1]


EXPORT = reverse("administration:journal_export")


def cells(response):
    """Return the rows of an exported file, headings first."""
    raw = b"".join(response.streaming_content)
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(StringIO(raw.decode("utf-8-sig"))))
    return [list(row) for row in load_workbook(BytesIO(raw)).active.iter_rows(values_only=True)]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_journal_leaves_as_it_is_filtered_and_that_is_a_line_itself(client, admin, town, now, form):
    lines = [
        journal.Line(verb="estate.change", kind="registry.estate", key="7", place="/1/1/", note="=1+1"),
        journal.Line(verb="estate.change", kind="registry.estate", place="/1/10/"),
        journal.Line(verb="estate.change", kind="registry.estate", place="/2/1/"),
        journal.Line(verb="place.rename", kind="people.place", place="/1/1/", change={"name": ["甲", "乙"]}),
    ]
    journal.write_lines(actor=SYSTEM, lines=lines, at=now)

    response = client.post(EXPORT, {"form": form, "place": "/1/1/", "verb": ""})

    assert (
        response["Content-Disposition"].endswith(f".{form}") or f".{form}" in response["Content-Disposition"]
    )
    heading, *rows = cells(response)
    assert [int(row[0]) for row in rows] == [4, 1]
    told = [dict(zip(heading, row, strict=True)) for row in rows]
    assert str(told[0]["时间"]).startswith("2026-03-02 09:00:00")
    assert told[0]["改了什么"] == "name: 甲 → 乙"
    assert told[1]["说明"] == ("'=1+1" if form == "csv" else "=1+1")
    assert told[1]["对象"] == "registry.estate:7"
    assert told[1]["指纹"] == JournalEntry.objects.get(pk=1).hash
    entry = JournalEntry.objects.get(verb="journal.export")
    assert (entry.place, entry.actor_name) == ("/1/1/", "root")
    assert entry.change == {"form": ["", form], "place": ["", "/1/1/"]}


def test_a_formula_in_a_workbook_of_the_journal_is_text(client, admin, now):
    line = journal.Line(verb="place.rename", kind="people.place", place="/1/", note='=HYPERLINK("x")')
    journal.write_lines(actor=SYSTEM, lines=[line], at=now)

    raw = b"".join(client.post(EXPORT, {"form": "xlsx"}).streaming_content)

    sheet = load_workbook(BytesIO(raw)).active
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "d"}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_full_file_says_where_the_next_one_begins(client, admin, now, monkeypatch, form):
    monkeypatch.setattr(queries, "MOST", 5)
    monkeypatch.setattr(queries.batches, "__kwdefaults__", {"most": 5})
    monkeypatch.setattr(queries, "BATCH", 2)
    line = journal.Line(verb="place.rename", kind="people.place", place="/1/")
    journal.write_lines(actor=SYSTEM, lines=[line] * 7, at=now)

    _, *first = cells(client.post(EXPORT, {"form": form, "verb": "place."}))
    _, *second = cells(client.post(EXPORT, {"form": form, "verb": "place.", "before": "3"}))

    assert [int(row[0]) for row in first[:-1]] == [7, 6, 5, 4, 3]
    assert "填 3" in str(first[-1])
    assert [int(row[0]) for row in second] == [2, 1]


def test_a_file_of_the_journal_is_in_the_language_of_its_reader(client, admin, now):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    line = journal.Line(verb="account.sign_in", kind="people.user", place="/1/")
    journal.write_lines(actor=SYSTEM, lines=[line], at=now)

    _, row = cells(client.post(EXPORT, {"form": "csv", "verb": "account."}))

    assert "Signed in" in row or "Sign in" in row


def test_nobody_takes_away_the_journal_of_another_place(client, town, now):
    client.force_login(town.person("wang", "subdistrict", "/1/1/"))
    line = journal.Line(verb="estate.change", kind="registry.estate", place="/1/10/")
    journal.write_lines(actor=SYSTEM, lines=[line], at=now)

    assert len(cells(client.post(EXPORT, {"form": "csv", "place": "/1/10/"}))) == 1
    assert JournalEntry.objects.get(verb="journal.export").place == "/1/1/"


def test_everybody_may_look_at_the_permission_table(client, town):
    client.force_login(town.person("ma", "grid", "/1/1/"))

    page = client.get(reverse("administration:permissions")).content.decode()

    assert page.count('scope="row"') >= 20
