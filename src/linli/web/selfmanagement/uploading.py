"""One document of a form: kept even if the form comes back, and refused if it is of the wrong kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

from linli.base.file_types import PDF, PHOTOS, Type
from linli.doors.http import Request
from linli.kernel.errors import Refused
from linli.web.tripartite.photos import keep

if TYPE_CHECKING:
    from linli.registry.models import Estate
    from linli.web.registry.forms import Form

PROOFS = (PDF, *PHOTOS)


def one(
    request: Request, form: Form, name: str, estate: Estate, *, types: Sequence[Type] = PROOFS
) -> tuple[int, ...]:
    """Keep what a field brought; return its key, or none.

    :raises Refused: at the field, for a file of the wrong kind, or for more than one
    """
    keys = keep(request, form, name, place=estate.path, now=timezone.now(), types=types)
    if len(keys) > 1:
        raise Refused("只收一份，请去掉多的。", "One only; take the others off.", fields=(name,))
    return keys
