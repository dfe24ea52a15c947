"""Every kind of long work, by the name the queue uses. Adding one: add its line here."""

from __future__ import annotations

import importlib
from typing import Any, Protocol

from linli.base.jobs import Progress
from linli.kernel.actor import Actor


class Work(Protocol):
    """One call into a service. Returns the job's result, JSON, shown to whoever asked."""

    def __call__(self, *, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]: ...


KINDS: dict[str, str] = {
    "import.check": "linli.jobs.imports:check",
    "import.estates": "linli.jobs.imports:estates",
    "round.score": "linli.jobs.rounds:score",
    "registry.renew": "linli.jobs.daily:renew_completeness",
    "lists.expire": "linli.jobs.daily:expire_lists",
    "journal.verify": "linli.jobs.daily:verify_journal",
    "house.tidy": "linli.jobs.daily:tidy",
    "notices.remind": "linli.jobs.reminding:remind",
    "notices.digests": "linli.jobs.reminding:digests",
    "round.publish": "linli.jobs.publishing:publish",
    "round.files": "linli.jobs.publishing:files",
    "round.workbook": "linli.jobs.rounds:workbook",
}


def work(kind: str) -> Work:
    """Return the function that does `kind`; loaded when first needed."""
    module, _, name = KINDS[kind].partition(":")
    found: Work = getattr(importlib.import_module(module), name)
    return found
