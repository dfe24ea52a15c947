"""A province that wrote everything down for a year: 333 lines for each estate, made by the database."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import connection

from linli.base.models import JournalEntry, JournalHead
from linli.party.models import Organisation
from linli.people.models import Place, Posting, User
from linli.people.terms import Level
from linli.registry.models import Estate, EstateMode

BEGIN = date(2020, 1, 1)
NOW = datetime(2026, 1, 20, 1, 0, tzinfo=UTC)
SIZE = 2000
STREET, COMMUNITY = 100, 20  # estates of a subdistrict, of a community
BRANCH = 5  # estates for each branch
# verb, kind of subject, lines of an estate in the year
AT_ESTATES = (
    ("position.check", "registry.estate", 12),
    ("publicity.check", "party.publicity", 12),
    ("publicity.show", "party.publicity", 6),
    ("meeting.minute", "tripartite.meeting", 12),
    ("quality.note", "tripartite.appointment", 12),
    ("board.print", "tripartite.boardissue", 6),
    ("disclosure.check", "registry.disclosure", 24),
    ("staffing.count", "registry.staffing", 6),
    ("gridwork.information", "selfmanagement.gridwork", 24),
    ("gridwork.supervision", "selfmanagement.gridwork", 24),
    ("gridwork.policy", "selfmanagement.gridwork", 12),
    ("gridwork.guidance", "selfmanagement.gridwork", 12),
    ("commitment.company", "tripartite.commitment", 3),
    ("estate.change", "registry.estate", 90),
    ("post.change", "registry.keypost", 40),
    ("fact.enter", "assessment.attestation", 26),
)
AT_BRANCHES = (
    ("activity.theme_day", 12),
    ("activity.committee_meeting", 12),
    ("activity.group_meeting", 12),
    ("activity.members_meeting", 12),
    ("activity.lecture", 8),
    ("activity.organisation_life", 2),
    ("activity.appraisal", 2),
)
DAYS = {
    "sqlite": "date('2025-01-01', '+' || ({day}) || ' days')",
    "postgresql": "DATE '2025-01-01' + CAST({day} AS integer)",
}
CAST = {"sqlite": "'{value}'", "postgresql": "CAST('{value}' AS {type})"}


def make(number: int) -> int:
    """Make places, estates, branches and the journal; return how many lines it has."""
    _estates(number)
    street = User.objects.create(username="street", name="Street", created_at=NOW)
    Posting.objects.create(
        user=street, place=Place.objects.get(path="/1/10/"), role="subdistrict", since=BEGIN
    )
    indexes = list(JournalEntry._meta.indexes)
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.remove_index(JournalEntry, index)
    last = 0
    for verb, kind, times in AT_ESTATES:
        last += _lines("registry_estate", "path", verb, kind, times, last)
    for verb, times in AT_BRANCHES:
        last += _lines("party_organisation", "path", verb, "party.organisation", times, last)
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.add_index(JournalEntry, index)
    JournalHead.objects.update_or_create(pk=1, defaults={"last": last, "hash": ""})
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE base_journalentry")
    return last


def _lines(table: str, place: str, verb: str, kind: str, times: int, base: int) -> int:
    """Write `times` lines of a verb for each row of a table, spread over the year; return how many."""
    day = DAYS[connection.vendor].format(day=f"(n.i * 365) / {times} + s.id % 25")
    at = CAST[connection.vendor].format(value="2026-01-01 01:00:00+00", type="timestamptz")
    change = CAST[connection.vendor].format(value="{}", type="jsonb")
    statement = f"""
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {times - 1})
        INSERT INTO base_journalentry
          (id, at, "on", actor_name, role, verb, subject_kind, subject_id, place, clause, note, change, hash)
        SELECT {base} + row_number() OVER (), {at}, {day}, 'bench', 'bureau', '{verb}', '{kind}',
               CAST(s.id AS TEXT), s.{place}, '', '', {change}, ''
        FROM {table} s CROSS JOIN n
    """  # noqa: S608 - constants of this module
    with connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 - a constant of this module
        return int(cursor.fetchone()[0]) * times


def _place(path: str, level: str, parent: Place | None) -> Place:
    return Place(
        path=path, code=path.strip("/").rpartition("/")[2], name=path, short=path, level=level, parent=parent,
        since=BEGIN,
    )  # fmt: skip


def _estates(number: int) -> None:
    district = _place("/1/", Level.DISTRICT, None)
    district.save()
    streets = Place.objects.bulk_create(
        [_place(f"/1/{n}/", Level.SUBDISTRICT, district) for n in range(10, 10 + -(-number // STREET))]
    )
    communities = Place.objects.bulk_create(
        [
            _place(f"{street.path}{n}/", Level.COMMUNITY, street)
            for street in streets
            for n in range(10, 10 + STREET // COMMUNITY)
        ]
    )
    places = Place.objects.bulk_create(
        [
            _place(f"{communities[n // COMMUNITY].path}e{n}/", Level.ESTATE, communities[n // COMMUNITY])
            for n in range(number)
        ],
        batch_size=SIZE,
    )
    estates = Estate.objects.bulk_create(
        [
            Estate(
                code=f"e{n}", name=f"小区{n}", folded=f"小区{n}", initials="xq", place=place, path=place.path,
                mode="self" if n % 10 == 0 else "market", created_at=NOW, updated_at=NOW,
            )
            for n, place in enumerate(places)
        ],
        batch_size=SIZE,
    )  # fmt: skip
    EstateMode.objects.bulk_create(
        [EstateMode(estate=estate, mode=estate.mode, since=BEGIN) for estate in estates], batch_size=SIZE
    )
    Organisation.objects.bulk_create(
        [
            Organisation(
                name=f"第{n}党支部", form="branch", since=BEGIN,
                path=communities[n * BRANCH // COMMUNITY].path,
                committee=n % 2 == 0, groups=n % 3, updated_at=NOW,
            )
            for n in range(number // BRANCH)
        ],
        batch_size=SIZE,
    )  # fmt: skip
