"""Imports of lists of estates: checked, then written, by the worker; the command line shares the writing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from linli.base import files
from linli.base.jobs import Progress
from linli.kernel.actor import Actor
from linli.kernel.errors import DomainError
from linli.registry.import_plan import Written
from linli.registry.queries import import_runs as runs
from linli.registry.queries import importing
from linli.registry.queries.importing import Outcome
from linli.registry.services import import_runs, import_writing
from linli.registry.terms import ImportState


def check(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Check an uploaded list; its preview shows what was found.

    :raises Refused: if the file cannot be read, after the run has been marked so
    """
    run, now = runs.run(actor, pk=arguments["run"]), timezone.now()
    try:
        outcome = importing.rehearse(
            actor,
            raw=files.content(run.file),
            name=run.file.name,
            path=run.path,
            today=timezone.localdate(now),
            progress=lambda done, total: progress(2 * done, total),
        )
    except DomainError:
        import_runs.conclude(actor=actor, run=run, state=ImportState.REFUSED, outcome=Outcome(), now=now)
        raise
    import_runs.conclude(actor=actor, run=run, state=ImportState.CHECKED, outcome=outcome, now=now)
    return outcome.counts()


def estates(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Write an accepted list. Taken up again after a break, it creates nothing twice."""
    run, now = runs.run(actor, pk=arguments["run"]), timezone.now()
    outcome = take_over(
        actor, raw=files.content(run.file), name=run.file.name, path=run.path, now=now, progress=progress
    )
    import_runs.conclude(actor=actor, run=run, state=ImportState.DONE, outcome=outcome, now=now)
    return outcome.counts()


def take_over(
    actor: Actor, *, raw: bytes, name: str, path: str, now: datetime, progress: Progress | None = None
) -> Outcome:
    """Write the rows of a list that have no fault, and return what was found and done.

    Checked without holding the database, then written some thousand rows at a time, each whole or not at all.

    :raises Refused: if the file cannot be read as a table
    :raises NotAllowed: without `estate.import` at the place
    """
    read = importing.reading(
        actor, raw=raw, name=name, path=path, today=timezone.localdate(now), progress=progress
    )
    written, done, total = Written(), 0, len(read.checked.rows)
    for rows in read.chunks():
        written.add(import_writing.write(actor=actor, rows=rows, path=path, now=now))
        done += len(rows)
        if progress is not None:
            progress(total + done, 2 * total)
    return read.outcome(written)
