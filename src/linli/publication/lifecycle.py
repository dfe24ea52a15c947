"""The life of an entry of the red, watch or black list, with the clause behind every arrow.

A proposal never becomes an entry by itself: a named person accepts it. Nothing here ends a contract or
forbids one; whom to hire is the owners' decision (Civil Code art. 278).
"""

from __future__ import annotations

from linli.kernel.lifecycle import Lifecycle, move
from linli.publication.terms import EntryState as S

DECIDE = "listing.decide"
CREDIT = "河南省社会信用条例28"  # prior notice and the right to state one's case

LISTING = Lifecycle(
    name="listing",
    initial=S.PROPOSED,
    moves=(
        move("serve", [S.PROPOSED], S.NOTICED, needs=DECIDE, law=CREDIT),
        move("accept", [S.PROPOSED, S.NOTICED], S.ACCEPTED, needs=DECIDE, law="I5", note_required=True),
        move("decline", [S.PROPOSED, S.NOTICED], S.DECLINED, needs=DECIDE, law="I5", note_required=True),
        move("reopen", [S.ACCEPTED, S.DECLINED], S.PROPOSED, needs=DECIDE, law="I5", note_required=True),
        move("issue", [S.ACCEPTED], S.ISSUED, needs="result.publish", law="I5"),
        move("rectify", [S.ISSUED], S.RECTIFIED, needs=DECIDE, law="I6", note_required=True),
        move("leave", [S.ISSUED], S.LEFT, needs=DECIDE, law="I5", note_required=True),
        move("expire", [S.ISSUED], S.EXPIRED, needs=DECIDE, law="I5"),
    ),
)
