"""Branches, units and instructors for the tests of party life, made in few words."""

from __future__ import annotations

from datetime import UTC, date, datetime

from linli.party.models import Coverage, Headcount, Instructor, Organisation

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def branch(name="和顺支部", path="/1/1/", *, members=9, **fields):
    """Found a branch in 2025 with so many full members, counted at New Year; None for nobody counted."""
    facts = {"form": "branch", "since": date(2025, 1, 1), "updated_at": NOW, **fields}
    made = Organisation.objects.create(name=name, path=path, **facts)
    if members is not None:
        count(made, members)
    return made


def count(organisation, full, as_of=date(2026, 1, 1), probationary=0):
    return Headcount.objects.create(
        organisation=organisation,
        path=organisation.path,
        as_of=as_of,
        full=full,
        probationary=probationary,
        updated_at=NOW,
    )


def cover(organisation, *, company=None, estate=None, unit="estate", way="own"):
    return Coverage.objects.create(
        organisation=organisation,
        unit="company" if company else unit,
        company=company,
        estate=estate,
        way=way,
        since=date(2025, 1, 1),
        updated_at=NOW,
    )


def instructor(name="田国栋", *, path="/1/1/", user=None, company=None, estate=None, **fields):
    return Instructor.objects.create(
        name=name,
        path=path,
        user=user,
        unit="company" if company else "estate",
        company=company,
        estate=estate,
        updated_at=NOW,
        **{"since": date(2025, 6, 1), **fields},
    )
