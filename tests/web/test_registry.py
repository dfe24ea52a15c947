"""The registry's pages: what they show, to whom, and that nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from linli.registry.models import Contract, Disclosure, Estate, KeyPost
from linli.registry.services import committees, projects, records
from linli.web import dossier_parts

ESTATE_FORM = {"name": "祥和苑", "address": "建设路12号", "households": "320", "lifts": "0", "garage": "no"}


@pytest.fixture
def world(town, now):
    """A full estate with a company, its papers and people; and one in the neighbouring community."""
    estate = town.estate("祥和苑", "/1/1/", address="建设路12号", households=320, built_year=2009)
    project = town.project(
        estate, town.company("禾邻物业", registered_on=date(2023, 5, 1), phone="0375-2345678")
    )
    system = {"actor": town.actor("bo", "bureau", "/1/"), "now": now}
    post = {"name": "郭建军", "phone": "13812345678", "since": date(2024, 1, 1), "duties": "全面负责"}
    projects.appoint(**system, project=project, post="manager", fields=post)
    heads = {"required": 20, "order": 12, "cleaning": 8, "party_members": 3}
    projects.count_staff(**system, project=project, as_of=date(2026, 1, 5), fields=heads)
    papers = {
        "kind": "first",
        "signed_on": date(2024, 1, 1),
        "start": date(2024, 1, 1),
        "end": date(2027, 1, 1),
    }
    records.sign(**system, project=project, fields=papers)
    shown = {"shown_on": date(2025, 6, 1), "place_note": "南门岗亭旁"}
    records.disclose(**system, estate=estate, project=project, kinds=("services", "standards"), fields=shown)
    plan = {
        "kind": "greening_plan",
        "title": "2026年绿化计划",
        "issued_on": date(2026, 1, 1),
        "valid_until": date(2027, 1, 1),
    }
    records.issue(**system, estate=estate, project=project, fields=plan)
    elected = {
        "kind": "committee",
        "elected_on": date(2024, 4, 18),
        "term_until": date(2029, 4, 18),
        "members": 7,
        "chair": "孙桂兰",
        "phone": "13912345678",
    }
    committees.elect(**system, estate=estate, fields=elected)
    town.estate("翠湖花园", "/1/10/", mode="none")
    estate.refresh_from_db()
    return estate


@pytest.fixture
def as_(client, town):
    def sign_in(role, path, organisation=""):
        client.force_login(town.person(f"{role}-person", role, path, organisation))
        return client

    return sign_in


def text(response) -> str:
    return response.content.decode()


def test_the_list_holds_what_the_actor_may_see_and_finds_by_initials(world, as_):
    client = as_("community", "/1/1/")

    assert "祥和苑" in text(client.get("/desk/estates/"))
    assert "翠湖花园" not in text(client.get("/desk/estates/"))
    assert "祥和苑" in text(client.get("/desk/estates/?q=xhy"))
    assert "没有符合条件" in text(client.get("/desk/estates/?q=zzz"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mode=market", {"祥和苑"}),
        ("mode=none", {"翠湖花园"}),
        ("at=/1/10/", {"翠湖花园"}),
        ("company=禾邻", {"祥和苑"}),
        ("complete=full", set()),
        ("q=2009", set()),
        ("q=1-001", {"祥和苑"}),
        ("sort=-households", {"祥和苑", "翠湖花园"}),
    ],
)
def test_filters_narrow_the_list_and_the_workbook_alike(world, as_, query, found):
    client = as_("bureau", "/1/")

    page = text(client.get(f"/desk/estates/?{query}"))

    assert {name for name in ("祥和苑", "翠湖花园") if f">{name}</a>" in page} == found
    assert client.get(f"/desk/estates/list.xlsx?{query}").content[:2] == b"PK"


def test_list_and_dossier_are_small_and_ask_little(world, town, as_, django_assert_max_num_queries):
    for number in range(60):
        town.estate(f"小区{number}", "/1/1/")
    client = as_("bureau", "/1/")
    client.get("/desk/estates/")
    with django_assert_max_num_queries(12):
        page = client.get("/desk/estates/")
    assert len(page.content) < 60_000
    with django_assert_max_num_queries(20 + 3 * len(dossier_parts.PARTS)):
        client.get(f"/desk/estates/{world.code}/")


@pytest.mark.clause("B2")
def test_the_dossier_shows_facts_papers_people_and_what_is_missing(world, as_):
    page = text(as_("bureau", "/1/").get(f"/desk/estates/{world.code}/"))

    for words in (
        "禾邻物业",
        "郭建军",
        "138****5678",
        "南门岗亭旁",
        "孙桂兰",
        "2026年绿化计划",
        "未备案",
        "失 2.50 分",
    ):
        assert words in page, words
    assert "13812345678" not in page


def test_a_neighbour_gets_no_dossier(world, as_):
    assert as_("community", "/1/10/").get(f"/desk/estates/{world.code}/").status_code == 404


def test_an_owner_sees_no_phone_of_a_person(world, as_):
    page = text(as_("owner", world.path).get(f"/desk/estates/{world.code}/"))

    assert "138****5678" not in page
    assert "修改" not in page


def test_registering_and_changing_an_estate_through_the_form(town, as_):
    client = as_("community", "/1/1/")
    answer = client.post("/desk/estates/new/", {**ESTATE_FORM, "parent": "/1/1/", "mode": "self"})
    assert answer.status_code == 302
    estate = Estate.objects.get()
    assert (estate.lifts, estate.garage, estate.mode) == (0, False, "self")

    page = client.get(f"/desk/estates/{estate.code}/edit/")
    seen = page.context["form"].initial["seen"]
    client.post(f"/desk/estates/{estate.code}/edit/", {**ESTATE_FORM, "lifts": "4", "seen": seen})
    stale = client.post(f"/desk/estates/{estate.code}/edit/", {**ESTATE_FORM, "lifts": "6", "seen": seen})

    estate.refresh_from_db()
    assert (stale.status_code, estate.lifts) == (409, 4)
    assert "别人刚写的是这样" in text(stale)
    assert 'value="6"' in text(stale)
    again = client.post(
        f"/desk/estates/{estate.code}/edit/",
        {**ESTATE_FORM, "lifts": "6", "seen": stale.context["form"].data["seen"]},
    )
    assert again.status_code == 302


def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(world, as_):
    client = as_("community", "/1/1/")

    page = client.post("/desk/estates/new/", {**ESTATE_FORM, "parent": "/1/1/", "mode": "market"})

    assert page.status_code == 422
    assert "已有“祥和苑”" in str(page.context["form"].errors["name"])
    assert 'value="建设路12号"' in text(page)


def test_the_last_day_people_write_is_kept_as_the_day_after(world, as_):
    client = as_("bureau", "/1/")
    project = world.projects.get()
    fields = {
        "kind": "renewal",
        "signed_on": "2026-02-01",
        "start": "2027-01-01",
        "end": "2029-12-31",
        "fee": "1.30",
    }

    assert client.post(f"/desk/estates/projects/{project.pk}/contracts/", fields).status_code == 302

    contract = Contract.objects.get(kind="renewal")
    assert contract.end == date(2030, 1, 1)
    assert 'value="2029-12-31"' in text(client.get(f"/desk/estates/contracts/{contract.pk}/edit/"))


@pytest.mark.clause("S8")
def test_the_bureau_files_a_contract_and_takes_the_filing_back(world, as_):
    client, contract = as_("bureau", "/1/"), Contract.objects.get()

    client.post(
        f"/desk/estates/contracts/{contract.pk}/file/", {"on": "2026-03-01", "number": "新备〔2026〕1号"}
    )
    contract.refresh_from_db()
    assert contract.filed_on == date(2026, 3, 1)
    assert "新备〔2026〕1号" in text(client.get(f"/desk/estates/{world.code}/"))

    client.post(f"/desk/estates/contracts/{contract.pk}/withdraw/", {"reason": "合同缺页"})
    contract.refresh_from_db()
    assert contract.filed_on is None


def test_a_company_writes_for_its_own_project(world, as_):
    project = world.projects.get()
    client = as_("company", world.path, project.company.organisation)

    fields = {"kinds": ["charge_items", "charge_rates"], "shown_on": "2026-03-01"}
    assert client.post(f"/desk/estates/{world.code}/disclosures/", fields).status_code == 302
    assert Disclosure.objects.filter(kind="charge_rates").exists()
    assert client.post(f"/desk/estates/projects/{project.pk}/end/", {}).status_code == 403
    assert client.get("/desk/companies/new/").status_code == 403


def test_a_photo_of_a_disclosure_is_kept_without_its_place(world, as_, tmp_path, settings):
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    settings.MEDIA_ROOT = tmp_path
    raw = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(raw, "JPEG")
    client = as_("bureau", "/1/")
    photo = SimpleUploadedFile("board.jpg", raw.getvalue())
    fields = {"kinds": ["charge_items"], "shown_on": "2026-03-01", "photo": photo}

    assert client.post(f"/desk/estates/{world.code}/disclosures/", fields).status_code == 302

    row = Disclosure.objects.get(kind="charge_items")
    assert (row.photo.width, row.photo.permission) == (40, "estate.view")


def test_a_wrong_file_is_refused_at_its_field(world, as_):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = as_("bureau", "/1/")
    fields = {
        "kinds": ["charge_items"],
        "shown_on": "2026-03-01",
        "photo": SimpleUploadedFile("x.jpg", b"<html>"),
    }

    page = client.post(f"/desk/estates/{world.code}/disclosures/", fields)

    assert page.status_code == 422
    assert "photo" in page.context["form"].errors or page.context["form"].non_field_errors()


def test_a_phone_is_shown_after_a_purpose_is_written(world, as_):
    client, post = as_("community", "/1/1/"), KeyPost.objects.get()
    address = f"/desk/estates/contacts/post/{post.pk}/"

    assert "13812345678" not in text(client.get(address))
    assert client.post(address, {"purpose": ""}).status_code == 422
    shown = client.post(address, {"purpose": "通知联合巡查"})
    assert "13812345678" in text(shown)
    assert shown["Cache-Control"] == "no-store"


@pytest.mark.clause("B3")
def test_grids_name_their_workers_and_count_the_estates_outside_any(world, town, as_):
    town.place("/1/1/g1/", name="第一网格", level="grid")
    town.estate("幸福里", "/1/1/g1/")
    town.person("ma", "grid", "/1/1/g1/")

    page = text(as_("community", "/1/1/").get("/desk/estates/grids/"))

    for words in ("第一网格", "Ma", "at=/1/1/g1/", "grid=none", "未归入网格"):
        assert words in page, words


@pytest.mark.clause("K3")
def test_classes_sum_up_and_list_those_without_a_plan(world, as_):
    client = as_("bureau", "/1/")

    assert "市场化物业" in text(client.get("/desk/estates/classes/"))
    assert "写计划" in text(client.get("/desk/estates/classes/?mode=market&kind="))


@pytest.mark.parametrize(
    "name",
    [
        "companies", "company_new", "estate_new", "imports", "grids", "classes", "companies_export",
    ],
)  # fmt: skip
def test_every_page_of_the_bureau_opens(world, as_, name):
    assert as_("bureau", "/1/").get(reverse(f"registry:{name}")).status_code == 200


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("estate_edit", "code"), ("estate_move", "code"), ("estate_mode", "code"), ("estate_close", "code"),
        ("estate_history", "code"), ("project_start", "code"), ("committee_new", "code"),
        ("disclosure_new", "code"), ("document_new", "code"), ("project_edit", "project"),
        ("project_end", "project"), ("post_new", "project"), ("staff_new", "project"),
        ("contract_new", "project"), ("company", "company"), ("company_edit", "company"),
        ("post_edit", "post"), ("post_vacate", "post"), ("contract_edit", "contract"),
        ("contract_file", "contract"),
        ("contract_withdraw", "contract"), ("disclosure_check", "disclosure"), ("document_edit", "document"),
        ("committee_edit", "committee"), ("committee_file", "committee"), ("committee_dissolve", "committee"),
    ],
)  # fmt: skip
def test_every_form_opens_with_what_is_on_record(world, as_, name, key):
    project = world.projects.get()
    keys = {
        "code": world.code,
        "project": project.pk,
        "company": project.company.pk,
        "post": project.posts.get().pk,
        "contract": project.contracts.get().pk,
        "disclosure": project.disclosures.first().pk,
        "document": project.documents.get().pk,
        "committee": world.committees.get().pk,
    }

    assert as_("bureau", "/1/").get(reverse(f"registry:{name}", args=[keys[key]])).status_code == 200


def test_the_other_forms_write_what_they_say(world, as_):
    client, project = as_("bureau", "/1/"), world.projects.get()
    committee, post = world.committees.get(), project.posts.get()
    document = project.documents.get()
    for address, fields in (
        (f"/desk/estates/{world.code}/mode/", {"mode": "market", "since": "2026-01-01"}),
        (
            f"/desk/estates/projects/{project.pk}/edit/",
            {"fee": "1.50", "hours": "全天", "phone": "0375-7654321"},
        ),
        (
            f"/desk/estates/projects/{project.pk}/posts/",
            {"post": "order", "name": "李强", "since": "2026-01-01"},
        ),
        (
            f"/desk/estates/projects/{project.pk}/staff/",
            {"as_of": "2026-03-01", "required": "10", "order": "10"},
        ),
        (
            f"/desk/estates/posts/{post.pk}/edit/",
            {"name": "郭建军", "since": "2024-01-01", "duties": "全面负责项目"},
        ),
        (f"/desk/estates/posts/{post.pk}/vacate/", {"on": "2026-03-01"}),
        (
            f"/desk/estates/documents/{document.pk}/edit/",
            {"title": "绿化计划", "kind": "greening_plan", "issued_on": "2026-01-01"},
        ),
        (f"/desk/estates/committees/{committee.pk}/file/", {"on": "2024-05-01", "number": "备1号"}),
        (f"/desk/estates/committees/{committee.pk}/dissolve/", {"on": "2026-03-01", "reason": "集体辞职"}),
        (f"/desk/estates/projects/{project.pk}/end/", {"on": "2026-03-01", "reason": "合同到期"}),
        (f"/desk/estates/{world.code}/move/", {"parent": "/1/10/"}),
        (f"/desk/estates/{world.code}/close/", {"on": "2026-03-02", "reason": "整体拆迁"}),
    ):
        answer = client.post(address, fields)
        expected = 422 if "mode" in fields and "since" in fields else 302
        assert answer.status_code == expected, (address, text(answer))
    world.refresh_from_db()
    post.refresh_from_db()
    assert (world.path, world.closed_on) == ("/1/10/e1-001/", date(2026, 3, 2))
    assert (post.until, post.phone) == (date(2026, 3, 1), "13812345678")
    assert "整体拆迁" in text(client.get(f"/desk/estates/{world.code}/history/"))
