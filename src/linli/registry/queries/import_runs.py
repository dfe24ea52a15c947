"""Imports in the browser, as their owner or the place's officials see them."""

from __future__ import annotations

from typing import Any

from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.registry.models import ImportRun


def runs(actor: Actor) -> Any:
    """Return the imports the actor may see, newest first, without their lists of faults."""
    seen = ImportRun.objects.visible_to(actor, "estate.import").select_related("file")
    return seen.defer("faults", "warnings").order_by("-pk")


def run(actor: Actor, *, pk: int) -> ImportRun:
    """Return one import with its file and job.

    :raises NoSuch: if there is none
    """
    seen = ImportRun.objects.visible_to(actor, "estate.import").select_related("file", "job")
    found: ImportRun | None = seen.filter(pk=pk).first()
    if found is None:
        raise NoSuch(
            "没有这次导入，或者它不归您查看。", "There is no such import, or it is not yours to see."
        )
    return found
