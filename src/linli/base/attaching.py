"""Files that may be tied to a record: stored by the actor, or readable to him at the record's place."""

from __future__ import annotations

from collections.abc import Sequence

from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused

MOST = 12


def attachable(
    actor: Actor, keys: Sequence[int], *, permission: str, path: str, field: str = "photos", most: int = MOST
) -> list[StoredFile]:
    """Return the files of `keys`; one query.

    permission: with which one reads at `path`; field: where the form asks for them
    :raises Refused: if one is gone, is not the actor's to use, or is of another place; or for too many
    """
    wanted = set(keys)
    if not wanted:
        return []
    if len(wanted) > most:
        raise Refused(
            f"最多{most}张照片或文件，现在是{len(wanted)}张，请去掉多的。",
            f"At most {most} photos or files; these are {len(wanted)}. Take some off.",
            fields=(field,),
        )
    seen = StoredFile.objects.visible_to(actor, permission).filter(pk__in=wanted, place=path)
    files = list(seen.order_by("pk"))
    if len(files) < len(wanted):
        raise Refused(
            "有照片或文件没有存好，请重新选。",
            "A photo or file was not stored; choose it again.",
            fields=(field,),
        )
    return files
