"""What is on record about estates, as `registry.completeness` judges it; in sets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.period import Period
from linli.people.models import Posting
from linli.people.terms import Role
from linli.registry.completeness import Record
from linli.registry.models import Estate
from linli.registry.queries import sets
from linli.registry.recording import OWN, is_gridded, known, standing


def records(actor: Actor, estates: Any, *, today: date) -> dict[int, Record]:
    """Return the record of each of `estates` (a queryset) by its key; nine queries."""
    day = Period(today, today + timedelta(days=1))
    rows = list(estates.visible_to(actor, "estate.view").only("pk", "path", "mode", *OWN))
    keys: Any = [row.pk for row in rows] if len(rows) < 200 else estates.order_by().values("pk")
    found = {
        "projects": sets.open_projects(actor, keys, period=day),
        "contracts": sets.contracts(actor, keys, period=day),
        "disclosures": sets.disclosures(actor, keys, period=day),
        "documents": sets.documents(actor, keys, period=day),
        "posts": sets.posts(actor, keys, period=day),
        "staffing": sets.staffing(actor, keys, period=day),
        "committees": sets.committees(actor, keys, period=day),
    }
    worked = _grids_with_workers(rows, today)
    return {row.pk: _record(row, found, worked, today) for row in rows}


def _record(estate: Estate, found: dict[str, Any], worked: frozenset[str], today: date) -> Record:
    key, above = estate.pk, paths.parent(estate.path)
    gridded = is_gridded(estate.path)
    project = found["projects"].get(key)
    mine = project.pk if project else None
    posts = {kind: row for kind, row in found["posts"].get(key, {}).items() if row.project == mine}
    contracts = [row for row in found["contracts"].get(key, ()) if row.project == mine]
    heads = found["staffing"].get(key)
    return Record(
        mode=estate.mode,
        known=known(estate),
        gridded=gridded,
        grid_worker=gridded and above in worked,
        company=project is not None,
        uscc=bool(project and project.uscc),
        registered=bool(project and project.registered_on and project.registered_on <= today),
        phone=bool(project and project.phone),
        posts=frozenset(posts),
        duties=all(row.has_duties for row in posts.values()),
        staffing=bool(heads.adequate) if heads and heads.project == mine else None,
        contract=bool(contracts),
        filed=any(row.filed_on and row.filed_on <= today for row in contracts),
        committee=standing(found["committees"].get(key), today),
        disclosed=frozenset(found["disclosures"].get(key, ())),
        documents=frozenset(found["documents"].get(key, ())),
    )


def _grids_with_workers(estates: list[Estate], today: date) -> frozenset[str]:
    above = {paths.parent(row.path) for row in estates}
    postings = Posting.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today), role=Role.GRID, since__lte=today
    )
    if len(above) < 200:
        postings = postings.filter(place__path__in=above)
    return frozenset(postings.values_list("place__path", flat=True)) & above
