"""An import in the browser: uploaded, checked by the worker, looked at, accepted or dropped, written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from linli.base import files, jobs, journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused, Stale
from linli.registry.models import ImportRun
from linli.registry.queries.importing import KEPT, Outcome
from linli.registry.terms import ImportState

LARGEST = 50 * 1024 * 1024
PLAIN = "application/octet-stream"


@command
def upload(*, actor: Actor, raw: bytes, name: str, path: str, now: datetime) -> ImportRun:
    """Keep an uploaded list and let the worker check it.

    :raises NotAllowed: without `estate.import` at the place
    :raises Refused: if the file is empty or larger than 50 MB
    """
    _demand(actor, path)
    if not raw or len(raw) > LARGEST:
        raise Refused(
            "文件是空的，或超过50 MB。请检查后重新选择；太大的清单请分成几个文件。",
            "The file is empty or larger than 50 MB. Choose again; split a list that is too large.",
            fields=("file",),
        )
    kept = files.keep(
        actor=actor, raw=raw, name=name, media_type=PLAIN, place=path, permission="estate.import", now=now
    )
    run: ImportRun = ImportRun.objects.create(
        file=kept, path=path, asked_by=actor.user_id, asked_by_name=actor.name, asked_at=now
    )
    run.job = jobs.ask(actor=actor, kind="import.check", arguments={"run": run.pk}, place=path, now=now)
    run.save(update_fields=["job"])
    _note(actor, "import.upload", run, now, {"file": ["", kept.sha256]})
    return run


@command
def accept(*, actor: Actor, run: ImportRun, now: datetime) -> ImportRun:
    """Let the worker write what was checked: rows without a fault; the others stay refused.

    :raises Stale: if it was accepted or dropped meanwhile
    """
    _demand(actor, run.path)
    job = jobs.ask(actor=actor, kind="import.estates", arguments={"run": run.pk}, place=run.path, now=now)
    checked = ImportRun.objects.filter(pk=run.pk, state=ImportState.CHECKED)
    if not checked.update(state=ImportState.WRITING, job=job):
        raise Stale("这份清单已经处理过了。", "This list has been dealt with already.")
    run.state, run.job = ImportState.WRITING, job
    _note(actor, "import.accept", run, now, {"rows": [0, run.counts.get("accepted", 0)]})
    return run


@command
def drop(*, actor: Actor, run: ImportRun, now: datetime) -> ImportRun:
    """Leave a checked list unwritten.

    :raises Stale: if it was accepted or dropped meanwhile
    """
    _demand(actor, run.path)
    checked = ImportRun.objects.filter(pk=run.pk, state=ImportState.CHECKED)
    if not checked.update(state=ImportState.DROPPED, finished_at=now):
        raise Stale("这份清单已经处理过了。", "This list has been dealt with already.")
    run.state = ImportState.DROPPED
    _note(actor, "import.drop", run, now, {})
    return run


@command
def conclude(*, actor: Actor, run: ImportRun, state: str, outcome: Outcome, now: datetime) -> None:
    """Keep what a check or an import found."""
    run.state, run.counts = state, outcome.counts()
    run.faults, run.warnings = outcome.shown(outcome.faults)[:KEPT], outcome.shown(outcome.warnings)[:KEPT]
    run.finished_at = now
    run.save(update_fields=["state", "counts", "faults", "warnings", "finished_at"])
    change = {name: [0, number] for name, number in run.counts.items()}
    _note(actor, f"import.{state}", run, now, change)


def _demand(actor: Actor, path: str) -> None:
    if not actor.may("estate.import", at=path):
        raise NotAllowed(
            "您的岗位不能在这里导入小区。", "Your posting may not import estates here.", clause="B2"
        )


def _note(actor: Actor, verb: str, run: ImportRun, now: datetime, change: dict[str, Any]) -> None:
    journal.write(actor=actor, verb=verb, subject=run, at=now, place=run.path, clause="B2", change=change)
