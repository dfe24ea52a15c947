"""Who may open what of the registry, written down apart from the table of roles."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from linli.kernel import place as paths
from linli.people.models import Place
from linli.people.services import places
from linli.registry.services import committees, import_runs, projects, records
from tests.matrix.entry import act, operation, others, page, thing
from tests.matrix.world import DISTRICTS, SYSTEM

SEE = "bureau organisation subdistrict community grid instructor company committee owner assessor"
WIDE = "bureau organisation assessor"  # posted to the district, so the neighbour is theirs too
EDIT = "bureau subdistrict community"
WRITE = "bureau subdistrict community company"
COMPANIES = "bureau organisation subdistrict community grid instructor company committee assessor"
IMPORT = "bureau subdistrict"
DAY = date(2025, 1, 1)


def now():
    return timezone.now()


def code(world, where):
    return [world.estates[where].code]


def project(world, where):
    return [world.projects[where].pk]


def company(world, where):
    return [world.companies[where].pk]


def post(world, where):
    fields = {"name": "Guo", "since": DAY, "phone": "13812345678"}
    made = world.once(
        ("post", where),
        lambda: projects.appoint(
            actor=SYSTEM, now=now(), project=world.projects[where], post="manager", fields=fields
        ),
    )
    return [made.pk]


def contract(world, where):
    fields = {"kind": "first", "signed_on": DAY, "start": DAY}
    made = world.once(
        ("contract", where),
        lambda: records.sign(actor=SYSTEM, now=now(), project=world.projects[where], fields=fields),
    )
    return [made.pk]


def disclosure(world, where):
    made = world.once(
        ("disclosure", where),
        lambda: records.disclose(
            actor=SYSTEM,
            now=now(),
            estate=world.estates[where],
            kinds=("services",),
            fields={"shown_on": DAY},
        ),
    )
    return [made[0].pk]


def document(world, where):
    fields = {"kind": "training", "title": "Training", "issued_on": DAY}
    made = world.once(
        ("document", where),
        lambda: records.issue(actor=SYSTEM, now=now(), estate=world.estates[where], fields=fields),
    )
    return [made.pk]


def committee(world, where):
    fields = {
        "kind": "committee",
        "elected_on": DAY,
        "term_until": DAY + timedelta(days=1500),
        "phone": "13912345678",
    }
    made = world.once(
        ("committee", where),
        lambda: committees.elect(actor=SYSTEM, now=now(), estate=world.estates[where], fields=fields),
    )
    return [made.pk]


def contact_of_post(world, where):
    return ["post", *post(world, where)]


def import_run(world, where):
    made = world.once(
        ("import", where),
        lambda: import_runs.upload(
            actor=SYSTEM, raw=b"name\n", name="list.csv", path=DISTRICTS[where], now=now()
        ),
    )
    return [made.pk]


def api_estate(world, where):
    return f"/api/v1/estates/{world.estates[where].code}"


def api_company(world, where):
    return f"/api/v1/companies/{world.companies[where].pk}"


def form(name, key, roles, near="bureau"):
    """A form is a page to look at; posted empty it comes back with its errors, or is out of sight."""
    barred = others(roles)
    return [
        thing(f"registry:{name}", key, own=roles, near=near, barred=barred),
        act(f"registry:{name}", key=key, own=roles, near=near, barred=barred, ok=422),
    ]


def grid(world, where):
    community = Place.objects.get(path=paths.parent(world.estates[where].path))
    made = world.once(
        ("grid", where),
        lambda: places.open_grid(actor=SYSTEM, community=community, number="", name="First", now=now()),
    )
    return [made.pk]


FORMS = [
    ("grid_edit", grid, EDIT),
    ("estate_edit", code, EDIT),
    ("estate_move", code, EDIT),
    ("estate_mode", code, EDIT),
    ("estate_close", code, EDIT),
    ("project_start", code, EDIT),
    ("committee_new", code, EDIT),
    ("disclosure_new", code, WRITE),
    ("document_new", code, WRITE),
    ("project_end", project, EDIT),
    ("post_new", project, WRITE),
    ("staff_new", project, WRITE),
    ("contract_new", project, WRITE),
    ("post_edit", post, WRITE),
    ("post_vacate", post, WRITE),
    ("contract_edit", contract, WRITE),
    ("contract_file", contract, "bureau"),
    ("contract_withdraw", contract, "bureau"),
    ("disclosure_check", disclosure, EDIT),
    ("document_edit", document, WRITE),
    ("committee_edit", committee, EDIT),
    ("committee_file", committee, EDIT),
    ("committee_dissolve", committee, EDIT),
    ("contact", contact_of_post, EDIT),
]
ENTRIES = [
    operation(
        "api:registry.estates",
        lambda world, where: "/api/v1/estates",
        own=SEE,
        near=SEE,
        far=SEE,
        barred="admin",
    ),
    operation("api:registry.estate", api_estate, own=SEE, near=WIDE, barred="admin"),
    operation(
        "api:registry.companies",
        lambda world, where: "/api/v1/companies",
        own=COMPANIES,
        near=COMPANIES,
        far=COMPANIES,
        barred=others(COMPANIES),
    ),
    operation(
        "api:registry.company",
        api_company,
        own=COMPANIES,
        near=COMPANIES,
        far=COMPANIES,
        barred=others(COMPANIES),
    ),
    page("registry:estates", SEE),
    page("registry:estates_export", SEE),
    page("registry:grids", SEE),
    page("registry:grids_export", SEE),
    page("registry:grids_import", EDIT),
    act("registry:grids_import", own=EDIT, barred=others(EDIT), ok=422),
    page("registry:grid_new", EDIT),
    act("registry:grid_new", own=EDIT, barred=others(EDIT), ok=422),
    thing("registry:grid_close", grid, own=EDIT, near="bureau", barred=others(EDIT)),
    act("registry:grid_close", key=grid, own=EDIT, near="bureau", barred=others(EDIT)),
    page("registry:classes", SEE),
    page("registry:companies", COMPANIES),
    page("registry:companies_export", COMPANIES),
    page("registry:estate_new", EDIT),
    act("registry:estate_new", own=EDIT, barred=others(EDIT), ok=422),
    page("registry:company_new", "bureau"),
    act("registry:company_new", own="bureau", barred=others("bureau"), ok=422),
    thing("registry:estate", code, own=SEE, near=WIDE, barred="admin"),
    thing("registry:estate_history", code, own=EDIT, near="bureau", barred=others(EDIT)),
    # A company is of no place: whoever may see companies sees each of them.
    thing(
        "registry:company", company, own=COMPANIES, near=COMPANIES, far=COMPANIES, barred=others(COMPANIES)
    ),
    thing(
        "registry:company_edit", company, own="bureau", near="bureau", far="bureau", barred=others("bureau")
    ),
    act(
        "registry:company_edit",
        key=company,
        own="bureau",
        near="bureau",
        far="bureau",
        barred=others("bureau"),
        ok=422,
    ),
    *(entry for name, key, roles in FORMS for entry in form(name, key, roles)),
    thing("registry:project_edit", project, own=WRITE, near="bureau", barred=others(WRITE)),
    act("registry:project_edit", key=project, own=WRITE, near="bureau", barred=others(WRITE)),
    page("registry:imports", IMPORT),
    act("registry:imports", own=IMPORT, barred=others(IMPORT), ok=422),
    thing("registry:import", import_run, own="bureau", near="bureau", barred=others(IMPORT)),
    thing("registry:import_faults", import_run, own="bureau", near="bureau", barred=others(IMPORT)),
    act("registry:import_accept", key=import_run, own="bureau", near="bureau", barred=others(IMPORT), ok=409),
    act("registry:import_drop", key=import_run, own="bureau", near="bureau", barred=others(IMPORT), ok=409),
]
