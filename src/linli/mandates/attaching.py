"""Photos that may be tied to a visit: stored by the actor, or readable to him at the visited place."""

from __future__ import annotations

from collections.abc import Sequence

from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused

MOST = 12


def attachable(actor: Actor, keys: Sequence[int], *, path: str) -> list[StoredFile]:
    """Return the files of `keys`; one query.

    :raises Refused: if one is gone, is not the actor's to use, or is of another place; or for too many
    """
    wanted = set(keys)
    if not wanted:
        return []
    if len(wanted) > MOST:
        raise Refused(
            f"最多{MOST}张照片，现在是{len(wanted)}张。",
            f"{MOST} photos at most; these are {len(wanted)}.",
            fields=("photos",),
        )
    seen = StoredFile.objects.visible_to(actor, "mandate.view").filter(pk__in=wanted, place=path)
    files = list(seen.order_by("pk"))
    if len(files) < len(wanted):
        raise Refused(
            "有照片没有存好，请重新选。", "A photo was not stored; choose it again.", fields=("photos",)
        )
    return files
