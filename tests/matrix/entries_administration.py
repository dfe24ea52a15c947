from __future__ import annotations

from io import BytesIO

from tests.matrix.entry import EVERYBODY, act, others, page, thing

ADMIN = {"barred": others("admin")}
READERS = "bureau subdistrict admin"


def person(world, where):
    """A grid worker at a place, managed by the administrator of its district."""
    return [world.once(("person", where), lambda: _person(world, where)).pk]


def _person(world, where):
    return world.town.person(f"worker-{where}", "grid", world.estates[where].place.parent.path)


def posting(world, where):
    person(world, where)
    return [world.made["person", where].postings.get().pk]


def staff(world, where):
    """Somebody of the company that serves the estate, posted there already: nothing is left to add."""
    return [world.once(("staff", where), lambda: _staff(world, where)).pk]


def _staff(world, where):
    path = world.estates[where].path
    return world.town.person(f"staff-{where}", "company", path, "company:999999")


def body(world, where):
    return {"organisation": "company:999999"}


def another_posting(world, where):
    return {"role": "instructor", "place": world.estates[where].place.parent.path}


def table(world, where):
    """A table of divisions that covers a foreign province."""
    rows = b"code,code12,name,level,parent_code\n4104,410400000000,\xe5\xb8\x82,2,41\n"
    return {"file": BytesIO(rows)}


ENTRIES = [
    page("administration:people", "admin"),
    page("administration:new", "admin"),
    act("administration:new", own="admin", ok=422, **ADMIN),
    # One administrator, of the whole own district: he manages people at the neighbouring subdistrict too.
    thing("administration:person", person, own="admin", near="admin", **ADMIN),
    act(
        "administration:change",
        key=person,
        data=lambda world, where: {"name": "新名字"},
        own="admin",
        near="admin",
        **ADMIN,
    ),
    act("administration:post", key=person, data=another_posting, own="admin", near="admin", **ADMIN),
    act("administration:post_all", key=staff, data=body, own="admin", near="admin", ok=422, **ADMIN),
    act("administration:end_all", key=staff, data=body, own="admin", near="admin", **ADMIN),
    act("administration:reset", key=person, own="admin", near="admin", ok=200, **ADMIN),
    act("administration:unlock", key=person, own="admin", near="admin", **ADMIN),
    act("administration:reset_factor", key=person, own="admin", near="admin", **ADMIN),
    act("administration:close", key=person, own="admin", near="admin", **ADMIN),
    act("administration:end", key=posting, own="admin", near="admin", **ADMIN),
    page("administration:places", "admin"),
    page("administration:places_import", "admin"),
    # Refused on the page itself: the table reaches beyond what he manages.
    act("administration:places_import", data=table, own="admin", ok=422, **ADMIN),
    page("administration:settings", "admin"),
    act("administration:second_factor_roles", own="admin", **ADMIN),
    page("administration:calendar", "admin"),
    act("administration:calendar", own="admin", ok=422, **ADMIN),
    page("administration:permissions", EVERYBODY),
    page("administration:journal", READERS),
    act("administration:journal_export", own=READERS, ok=200, barred=others(READERS)),
]
