"""Charters and service agreements: a new version in one step (C1). Their home is the registry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.registry.models import Estate, RuleDocument
from linli.registry.services import records
from linli.registry.services.writing import demand
from linli.registry.terms import DocumentKind

KINDS = (DocumentKind.CHARTER, DocumentKind.SERVICE_AGREEMENT)


@command
def renew(
    *, actor: Actor, now: datetime, estate: Estate, kind: str, fields: Mapping[str, Any]
) -> RuleDocument:
    """Enter a new version; what held before of the same kind gives way on the day of issue (C1).

    fields: title, issued_on, valid_until, file
    :raises Refused: for another kind of document, or if a version of that day or of a later one is there
    """
    demand(actor, "project.edit", at=estate.path, clause="C1")
    if kind not in KINDS:
        raise Refused(
            "这里只登记服务章程和服务协议。",
            "Only the charter and the service agreement belong here.",
            clause="C1",
        )
    issued = fields["issued_on"]
    older = RuleDocument.objects.filter(estate=estate, kind=kind).order_by("-issued_on", "-pk")
    last = older.first()
    if last is not None and issued <= last.issued_on:
        raise Refused(
            f"已有{last.issued_on}印发的一版，新的一版要晚于它。要改那一版，请从小区档案修改。",
            f"There is a version of {last.issued_on}; a new one must be later. Mend it in the dossier.",
            clause="C1",
            fields=("issued_on",),
        )
    for row in older.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=issued)):
        records.change_document(actor=actor, now=now, document=row, fields={"valid_until": issued})
    return records.issue(actor=actor, now=now, estate=estate, fields={**fields, "kind": kind})
