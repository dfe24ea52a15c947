"""The lives of a joint meeting and of a resolution, as tables."""

from __future__ import annotations

from linli.kernel.lifecycle import Lifecycle, move
from linli.tripartite.terms import MeetingState as M
from linli.tripartite.terms import ResolutionState as R

# fmt: off
MEETING = Lifecycle("meeting", M.CALLED, (
    move("minute",  [M.CALLED],   M.MINUTED,   needs="meeting.hold", law="G6"),
    move("correct", [M.MINUTED],  M.MINUTED,   needs="meeting.hold", law="G6"),
    move("approve", [M.MINUTED],  M.APPROVED,  needs="meeting.approve", law="G6"),
    move("cancel",  [M.CALLED],   M.CANCELLED, needs="meeting.hold", law="G6", note_required=True),
))

RESOLUTION = Lifecycle("resolution", R.OPEN, (
    move("finish",  [R.OPEN], R.DONE,     needs="resolution.do", law="G6"),
    move("reopen",  [R.DONE], R.OPEN,     needs="meeting.hold",  law="G6", note_required=True),
    move("accept",  [R.DONE], R.ACCEPTED, needs="meeting.hold",  law="G6"),
    move("drop",    [R.OPEN], R.DROPPED,  needs="meeting.hold",  law="G6", note_required=True),
))
# fmt: on
