"""A person's messages."""

from __future__ import annotations

from typing import Any

from linli.kernel.actor import Actor
from linli.kernel.errors import NoSuch
from linli.notices.models import Mailing, Notice

SHOWN = 100


def unread(actor: Actor) -> int:
    """Return how many messages wait for the actor; one query, none for strangers."""
    if actor.user_id is None:
        return 0
    return Notice.objects.visible_to(actor, "").filter(user=actor.user_id, read_at__isnull=True).count()


def inbox(actor: Actor) -> list[Notice]:
    """Return the actor's newest messages, unread ones first."""
    rows = Notice.objects.visible_to(actor, "").filter(user=actor.user_id)
    return sorted(rows.order_by("-at")[:SHOWN], key=lambda row: row.read_at is not None)


def notice(actor: Actor, *, pk: int) -> Notice:
    """Return one of the actor's own messages.

    :raises NoSuch: if it is not there or somebody else's
    """
    found: Notice | None = Notice.objects.visible_to(actor, "").filter(pk=pk, user=actor.user_id).first()
    if found is None:
        raise NoSuch("没有这条提醒。", "There is no such message.")
    return found


def told(actor: Actor, *, users: list[int]) -> dict[int, set[str]]:
    """Return what the last digest of each user summed up; one query."""
    rows: Any = Notice.objects.visible_to(actor, "").filter(user__in=users, key__startswith="digest:")
    return {user: set(lines) for user, lines in rows.order_by("at").values_list("user_id", "told")}


def wants_mail(actor: Actor) -> bool:
    """Test if the actor wants the digest by e-mail."""
    return Mailing.objects.visible_to(actor, "").filter(user=actor.user_id, wanted=True).exists()


def mailboxes(actor: Actor) -> dict[int, str]:
    """Return the address of every user who wants the digest by e-mail and has one."""
    rows = Mailing.objects.visible_to(actor, "").filter(wanted=True, user__is_active=True)
    return {row.user_id: row.user.email for row in rows.select_related("user") if row.user.email}
