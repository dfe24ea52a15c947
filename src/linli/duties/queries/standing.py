"""How the duties of a place stand, remembered as long as nothing is written that could change it.

Every write leaves a line in the journal. As long as no line lies in, above or outside of all places since the
figures were made, they are still true; the question costs two statements instead of twenty.
"""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import F, Q

from linli.base import journal
from linli.base.models import JournalEntry
from linli.base.scope import Unhelped
from linli.duties import remembering
from linli.duties.queries.areas import Area, area
from linli.duties.queries.books import book
from linli.duties.remembering import Kept
from linli.duties.sheets import Figures
from linli.kernel import place as paths
from linli.kernel.actor import Actor
from linli.kernel.period import Period
from linli.rules.packs import Pack

# Written where the organisation or its sender stands, which may be in another part of the district.
FAR = ("coverage.tie", "coverage.end", "instructor.appoint", "instructor.end")
RECENT = 5_000  # lines looked through at most; after more it is cheaper to count anew


def figures(actor: Actor, pack: Pack, *, path: str, period: Period, today: date) -> dict[str, Figures]:
    """Return how each duty of the pack stands at a place in a period, by the duty's id.

    :raises NoSuch: if the place is out of reach
    """
    looked = area(actor, path=path)
    # The name of the database tells apart what a test or a restore puts under the same paths.
    key = (connection.settings_dict["NAME"], pack.sha256, looked, period, today)
    head = journal.head()
    kept = remembering.get(key)
    if kept and (kept.head == head or not _touched(looked, kept.head, head)):
        return kept.figures
    made = book(actor, pack.duties.rules, area=looked, period=period, today=today, by=pack.duties)
    found = made.figures()
    remembering.put(key, Kept(head, found))
    return found


def _touched(looked: Area, since: tuple[int, str], head: tuple[int, str]) -> bool:
    """Test if a line was written since that may change what is true of the area."""
    if not since[0] or head[0] < since[0] or head[0] - since[0] > RECENT or looked.company is not None:
        return True
    above = {"", *(path for each in looked.paths for path in paths.chain(each))}
    near = Q(lies__in=above) | Q(verb__in=FAR)
    for path in looked.paths:
        near |= Q(lies__startswith=path)
    rows = JournalEntry.objects.alias(lies=Unhelped(F("place"))).filter(pk__gt=since[0])
    same = JournalEntry.objects.filter(pk=since[0], hash=since[1])
    return rows.filter(near).exists() or not same.exists()
