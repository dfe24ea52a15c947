"""Notice boards: printed as a version, and seen hanging somewhere (G7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from linli.base.attaching import attachable
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.registry.models import Estate
from linli.registry.services.writing import written
from linli.tripartite import versions
from linli.tripartite.models import BoardIssue, BoardSighting
from linli.tripartite.rights import may_print


@command
def issue(
    *, actor: Actor, now: datetime, estate: Estate, shown: dict[str, Any], valid_until: date | None
) -> BoardIssue:
    """Print the board of an estate: an equal board is the same version, printed once more (G7).

    shown: what it shows, as plain data; valid_until: first day on which something on it has run out
    :raises NotAllowed: if the actor does not print boards there
    """
    _demand(actor, estate)
    sha256 = versions.digest(shown)
    when = {"made_at": now, "made_by_name": actor.name, "valid_until": valid_until}
    row = BoardIssue.objects.filter(estate=estate, sha256=sha256).first()
    if row is None:
        row = BoardIssue(estate=estate, sha256=sha256, shown=shown, code=_code(estate, sha256))
    again = row.pk is not None
    for name, value in when.items():
        setattr(row, name, value)
    row.save()
    change: dict[str, list[Any]] = {"version": [row.code if again else None, row.code]}
    today = timezone.localdate(now)
    written(row, "board.print", change, actor=actor, now=now, place=estate.path, clause="G7", on=today)
    return row


@command
def sight(
    *,
    actor: Actor,
    now: datetime,
    seen: BoardIssue,
    on: date,
    spot: str,
    photos: Sequence[int] = (),
) -> BoardSighting:
    """Record that a version hangs at a spot of its estate (G7). photos: one at most

    :raises NotAllowed: if the actor does not look after boards there
    :raises Refused: without a spot, for a day ahead or before the version was there, or several photos
    """
    _demand(actor, seen.estate)
    if not spot.strip():
        raise _refused("请写挂在哪里。", "Say where it hangs.", "spot")
    if on > timezone.localdate(now):
        raise _refused(f"{on}还没有到。", f"{on} lies ahead.", "on")
    first = _first_printed(seen)
    if on < first:
        raise _refused(
            f"这一版{first}才印制，不会更早挂出。", f"This version was first printed on {first}.", "on"
        )
    if len(photos) > 1:
        raise _refused("一处一张照片就够。", "One photo a spot is enough.", "photos")
    kept = attachable(actor, photos, permission="tripartite.view", path=seen.estate.path)
    row = BoardSighting.objects.create(
        issue=seen,
        on=on,
        spot=spot.strip()[:120],
        photo=kept[0] if kept else None,
        seen_by=actor.user_id,
        seen_by_name=actor.name,
        recorded_at=now,
    )
    change: dict[str, list[Any]] = {"spot": [None, row.spot], "photo": [None, bool(kept)]}
    path = seen.estate.path
    written(seen, "board.sight", change, actor=actor, now=now, place=path, clause="G7", on=on)
    return row


def _first_printed(row: BoardIssue) -> date:
    """Return the day a version was printed, or was first seen, if it has been printed once more since."""
    days = [timezone.localdate(row.made_at)]
    days += BoardSighting.objects.filter(issue=row).order_by("on").values_list("on", flat=True)[:1]
    return min(days)


def _code(estate: Estate, sha256: str) -> str:
    attempt = 0
    while BoardIssue.objects.filter(code=versions.code(estate.code, sha256, attempt)).exists():
        attempt += 1
    return versions.code(estate.code, sha256, attempt)


def _demand(actor: Actor, estate: Estate) -> None:
    if not may_print(actor, estate):
        raise NotAllowed(
            "您在这个小区不印制、不核对公示栏。可请社区或服务这个小区的企业来做。",
            "You do not print or check the board of this estate; ask the community or its company.",
            clause="G7",
        )


def _refused(zh: str, en: str, field: str) -> Refused:
    return Refused(zh, en, clause="G7", fields=(field,))
