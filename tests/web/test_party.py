"""Pages of organisations, coverage, instructors and members: what they show, to whom, and nothing lost."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from linli.base.models import JournalEntry
from linli.party.models import Coverage, Guidance, Headcount, Instructor, Member, Organisation, Plan
from linli.party.services import instructors
from tests.party.conftest import SYSTEM, Red


@pytest.fixture
def red(town):
    return Red(town)


@pytest.fixture
def world(red, town):
    """One company that owes a joint or attached branch, one with its own, a courtyard; a grid branch."""
    red.grid = red.organisation("建设路网格党支部", "grid")
    red.small = red.company("禾邻物业", 1, full=2)
    red.big = red.company("睦安物业", 2, full=3)
    red.branch = red.organisation("睦安党支部", secretary="李建国")
    red.tie(red.big, red.branch, "own")
    red.yard = red.courtyard("柳林小区", full=0)
    red.far = red.company("恒泽物业", 3, full=2, at="/1/10/")
    return red


@pytest.fixture
def as_(client, town):
    def sign_in(role, path, organisation=""):
        client.force_login(town.person(f"{role}-person", role, path, organisation))
        return client

    return sign_in


def text(response) -> str:
    return response.content.decode()


@pytest.mark.clause("A1", "D4")
def test_the_overview_has_one_figure_and_the_uncovered_under_it(world, as_):
    page = text(as_("organisation", "/1/").get("/desk/party/"))

    assert "4 个小区里" in page
    assert 'class="red">3</b> 个还没有党组织覆盖' in page
    for name in ("禾邻物业", "恒泽物业"):
        assert f">{name}</a>" in page
    assert ">睦安物业</a>" not in page
    assert "登记" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"禾邻物业", "恒泽物业"}),
        ("missing=all", {"禾邻物业", "睦安物业", "恒泽物业"}),
        ("missing=instructor", {"禾邻物业", "睦安物业", "恒泽物业"}),
        ("missing=unknown", set()),
        ("what=courtyard", {"柳林小区"}),
        ("what=estate&at=/1/10/", {"恒泽物业小区"}),
        ("what=nonsense&missing=nonsense", {"禾邻物业", "恒泽物业"}),
    ],
)
def test_filters_narrow_the_list_and_the_workbook_alike(world, as_, query, found):
    client = as_("bureau", "/1/")

    page = text(client.get(f"/desk/party/?{query}"))

    names = ("禾邻物业", "睦安物业", "恒泽物业", "柳林小区", "恒泽物业小区")
    assert {name for name in names if f">{name}</a>" in page} == found
    assert client.get(f"/desk/party/coverage.xlsx?{query}").content[:2] == b"PK"


def test_a_community_sees_its_own_and_a_company_itself(world, as_):
    assert "恒泽物业" not in text(as_("community", "/1/1/").get("/desk/party/?missing=all"))
    firm = world.small
    client = as_("company", firm.paths[0], f"company:{firm.key}")

    page = text(client.get("/desk/party/?missing=all"))
    assert "禾邻物业" in page
    assert "睦安物业" not in page
    assert client.get(f"/desk/party/units/company/{world.big.key}/").status_code == 404
    assert client.get(f"/desk/party/organisations/{world.branch.pk}/").status_code == 404


def test_pages_ask_little_however_many_units_there_are(world, red, as_, django_assert_max_num_queries):
    for number in range(20, 40):
        red.company(f"第{number}物业", number, full=1)
    client = as_("bureau", "/1/")
    for path, most in (("/desk/party/?missing=all", 21), ("/desk/party/trend/", 13)):
        client.get(path)
        with django_assert_max_num_queries(most):
            page = client.get(path)
        assert len(page.content) < 120_000
    with django_assert_max_num_queries(13):
        client.get("/desk/party/organisations/")


@pytest.mark.clause("A1")
def test_the_months_are_shown_and_leave_as_a_workbook(world, as_):
    client = as_("organisation", "/1/")

    assert text(client.get("/desk/party/trend/")).count("<tr>") == 14
    assert client.get("/desk/party/trend.xlsx").content[:2] == b"PK"


@pytest.mark.clause("D3")
def test_the_page_of_a_unit_proposes_lawful_ways_and_a_person_decides(world, as_):
    client = as_("subdistrict", "/1/")
    here = f"/desk/party/units/company/{world.small.key}/"

    page = text(client.get(here))
    assert "与恒泽物业相邻，合计4名正式党员" in page
    assert "同社区有建设路网格党支部" in page
    assert '<b class="t">单独成立党支部</b>' not in page
    form = client.get(f"{here}plan/?way=attached&with={world.grid.pk}")
    assert f'value="{world.grid.pk}" selected' in text(form)
    sent = {
        "way": "attached",
        "partner": world.grid.pk,
        "due_on": "2099-01-01",
        "reason": "同在一个网格",
    }
    assert client.post(f"{here}plan/", sent).status_code == 302

    assert Plan.objects.get().partner == world.grid
    assert "同在一个网格" in text(client.get(here))
    assert client.post(f"{here}plan/", sent).status_code == 422
    done = {"on": timezone.localdate().isoformat(), "outcome": "已挂靠"}
    assert client.post(f"{here}plan/finish/", done).status_code == 302
    assert client.get(f"{here}plan/finish/").status_code == 404


@pytest.mark.clause("D2", "D3")
def test_a_unit_is_tied_and_a_second_branch_refused_with_what_was_typed(world, as_):
    client = as_("community", "/1/1/")
    here = f"/desk/party/units/company/{world.small.key}/tie/"
    sent = {"organisation": world.grid.pk, "way": "attached", "since": "2026-01-15"}

    assert client.post(here, sent).status_code == 302
    again = client.post(here, {**sent, "organisation": world.branch.pk, "way": "own"})

    assert again.status_code == 422
    assert "已由“建设路网格党支部”覆盖" in text(again)
    assert 'value="2026-01-15"' in text(again)
    assert f'value="{world.branch.pk}" selected' in text(again)
    tie = Coverage.objects.get(company=world.small.company)
    gone = {"on": timezone.localdate().isoformat(), "reason": "单独建支部"}
    assert client.post(f"/desk/party/ties/{tie.pk}/end/", gone).status_code == 302


@pytest.mark.clause("H2")
def test_a_delegate_who_is_none_is_refused_beside_the_field(world, as_):
    group = world.organisation("柳林党小组", "group", parent=world.grid)
    client = as_("community", "/1/1/")
    sent = {"organisation": group.pk, "way": "group", "since": "2026-01-15", "delegate": "钱无名"}
    here = f"/desk/party/units/estate/{world.yard.key}/"

    refused = client.post(f"{here}tie/", sent)
    assert refused.status_code == 422
    assert 'value="钱无名"' in text(refused)
    world.member(world.grid, "钱无名")
    assert client.post(f"{here}tie/", sent).status_code == 302
    assert "委派钱无名" in text(client.get(here))


def test_counts_are_reported_from_the_units_page_by_its_own_people(world, as_):
    firm = world.small
    client = as_("company", firm.paths[0], f"company:{firm.key}")
    here = f"/desk/party/units/company/{firm.key}/count/"

    assert client.post(here, {"as_of": "2099-01-01", "full": "3"}).status_code == 422
    assert client.post(here, {"as_of": "2026-02-01", "full": "3", "probationary": "1"}).status_code == 302

    assert Headcount.objects.filter(company=firm.company).latest("as_of").full == 3
    assert "单独成立党支部" in text(client.get(f"/desk/party/units/company/{firm.key}/"))
    assert client.get(f"/desk/party/units/company/{firm.key}/tie/").status_code == 403


@pytest.mark.clause("D2")
def test_organisations_are_founded_listed_changed_and_dissolved(world, as_):
    client = as_("community", "/1/1/")
    sent = {"name": "禾邻党支部", "form": "branch", "path": "/1/1/", "since": "2026-01-10", "full": "3"}

    assert client.post("/desk/party/organisations/new/", {**sent, "name": ""}).status_code == 422
    assert client.post("/desk/party/organisations/new/", sent).status_code == 302
    row = Organisation.objects.get(name="禾邻党支部")
    here = f"/desk/party/organisations/{row.pk}/"
    page = client.get(f"{here}edit/")
    seen = {"seen": row.updated_at.isoformat()}
    change = {"name": "禾邻党支部", "secretary": "王海宁", "parent": world.grid.pk, **seen}
    assert client.post(f"{here}edit/", change).status_code == 302
    assert client.post(f"{here}edit/", change).status_code == 409
    assert client.post(f"{here}count/", {"as_of": "2026-02-01", "full": "4"}).status_code == 302
    shown = text(client.get(here))
    assert "王海宁" in shown
    assert "建设路网格党支部" in shown
    assert client.post(f"{here}dissolve/", {"on": "2026-02-02", "reason": "企业撤出"}).status_code == 302
    assert "禾邻党支部" in text(client.get("/desk/party/organisations/?ended=1"))
    assert "禾邻党支部" not in text(client.get("/desk/party/organisations/"))
    assert page.status_code == 200


@pytest.mark.parametrize("query", ["q=睦安", "q=李建国", "form=branch", "term=unknown", "at=/1/1/"])
def test_organisations_are_found_and_leave_as_a_workbook(world, as_, query):
    client = as_("organisation", "/1/")

    assert "睦安党支部" in text(client.get(f"/desk/party/organisations/?{query}"))
    assert client.get(f"/desk/party/organisations/list.xlsx?{query}").content[:2] == b"PK"
    assert "没有符合条件" in text(client.get("/desk/party/organisations/?q=zzz"))


@pytest.mark.clause("J6")
def test_names_are_shown_for_a_purpose_once_and_the_look_is_written_down(world, as_):
    world.member(world.branch, "张三丰", post="书记")
    firm = world.big
    client = as_("company", firm.paths[0], f"company:{firm.key}")
    here = f"/desk/party/organisations/{world.branch.pk}/members/"

    assert "张三丰" not in text(client.get(here))
    assert client.post(here, {"purpose": " "}).status_code == 422
    shown = client.post(here, {"purpose": "核对名册"})

    assert "张三丰" in text(shown)
    assert shown["Cache-Control"] == "no-store"
    assert JournalEntry.objects.get(verb="member.view").note == "核对名册"
    assert client.get(f"/desk/party/organisations/{world.grid.pk}/members/").status_code == 403


def test_the_list_of_members_is_kept_inside(world, as_):
    firm = world.big
    client = as_("company", firm.paths[0], f"company:{firm.key}")
    here = f"/desk/party/organisations/{world.branch.pk}/members/"
    sent = {"name": "王五", "standing": "probationary", "joined_on": "2026-01-01"}

    assert client.post(f"{here}new/", sent).status_code == 302
    again = client.post(f"{here}new/", sent)
    assert again.status_code == 422
    assert 'value="王五"' in text(again)
    row = Member.objects.get()
    edit = f"/desk/party/members/{row.pk}/edit/"
    assert "王五" not in text(client.get(edit))
    changed = {"standing": "full", "post": "组织委员", "seen": row.updated_at.isoformat()}
    assert client.post(edit, changed).status_code == 302
    assert client.post(f"/desk/party/members/{row.pk}/leave/", {"on": "2026-02-01"}).status_code == 302
    bureau = as_("bureau", "/1/")
    assert bureau.get(here).status_code == 403


@pytest.fixture
def sent(world, town, now):
    user = town.person("instructor-person", "instructor", "/1/1/")
    return instructors.appoint(
        actor=SYSTEM, now=now, body=world.small, path="/1/1/", name="", user=user, since=date(2025, 1, 1)
    )


def photo(name="现场.png") -> SimpleUploadedFile:
    raw = BytesIO()
    Image.new("RGB", (64, 48), "white").save(raw, "PNG")
    return SimpleUploadedFile(name, raw.getvalue(), "image/png")


@pytest.mark.clause("D1", "A3")
def test_an_instructor_records_a_visit_on_a_phone_with_a_photo(world, sent, as_):
    client = as_("instructor", "/1/1/")
    assert "记录指导" in text(client.get("/desk/party/instructors/"))
    here = f"/desk/party/instructors/{sent.pk}/visit/"
    form = text(client.get(here))
    assert "selected>禾邻物业小区" in form

    answer = client.post(here, {"on": "2026-01-20", "topic": "指导发展党员", "photos": photo()})

    assert answer.status_code == 302
    row = Guidance.objects.get()
    assert row.photos.count() == 1
    assert "指导发展党员" in text(client.get(f"/desk/party/instructors/{sent.pk}/"))


def test_a_visit_that_does_not_hold_comes_back_with_all_that_was_typed_and_its_photo(world, sent, as_):
    client = as_("instructor", "/1/1/")
    here = f"/desk/party/instructors/{sent.pk}/visit/"

    ahead = client.post(here, {"on": "2099-01-20", "topic": "指导发展党员", "photos": photo()})
    assert ahead.status_code == 422
    assert "还没到" in text(ahead)
    assert 'value="指导发展党员"' in text(ahead)
    assert 'name="photos-kept"' in text(ahead)
    wrong = SimpleUploadedFile("坏.exe", b"MZ\x90\x00 not a photo", "application/octet-stream")
    refused = client.post(here, {"on": "2026-01-20", "topic": "指导发展党员", "photos": wrong})
    assert refused.status_code == 422
    assert not Guidance.objects.exists()


@pytest.mark.clause("D1")
def test_units_without_an_instructor_are_listed_and_one_is_sent(world, town, sent, as_):
    client = as_("subdistrict", "/1/1/")
    listed = text(client.get("/desk/party/instructors/?state=without"))
    assert "睦安物业" in listed
    assert "柳林小区" in listed
    assert "禾邻物业" not in listed
    here = f"/desk/party/units/company/{world.big.key}/instructor/"
    given = {"name": "李四", "path": "/1/1/", "since": "2026-01-01", "until": "2026-12-31"}

    assert client.post(here, given).status_code == 302
    overlapping = client.post(here, given)

    assert overlapping.status_code == 422
    assert "任期重叠" in text(overlapping)
    row = Instructor.objects.get(name="李四")
    assert row.until == date(2027, 1, 1)
    for state in ("now", "without", "ahead", "ended"):
        assert client.get(f"/desk/party/instructors/list.xlsx?state={state}").content[:2] == b"PK"
    ended = {"on": "2026-02-01", "reason": "轮换"}
    assert client.post(f"/desk/party/instructors/{row.pk}/end/", ended).status_code == 302


@pytest.mark.clause("D4")
def test_the_dossier_says_who_covers_an_estate(world, sent, as_, django_assert_max_num_queries):
    client = as_("bureau", "/1/")
    estate = world.big.company.projects.get().estate

    page = text(client.get(f"/desk/estates/{estate.code}/"))
    assert "睦安党支部" in page
    assert f"/desk/party/units/company/{world.big.key}/" in page
    assert "党的组织和工作" not in text(as_("owner", estate.path).get(f"/desk/estates/{estate.code}/"))


def test_the_dossiers_part_asks_three_times(world, django_assert_max_num_queries):
    from linli.party.queries.dossier import dossier_part

    estate = world.big.company.projects.get().estate
    with django_assert_max_num_queries(3):
        part = dossier_part(SYSTEM, estate, today=date(2026, 3, 2))
    assert part.tie.organisation == world.branch
