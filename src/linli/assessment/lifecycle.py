"""The lives of a round and of an appeal: every arrow with its clause and its permission."""

from __future__ import annotations

from linli.kernel.lifecycle import Lifecycle, move

# fmt: off
ROUND = Lifecycle("round", "planned", (
    move("open",      ["planned"],   "open",       needs="round.manage",   law="I1"),
    move("close",     ["open"],      "review",     needs="round.manage",   law="I1"),
    move("reopen",    ["review"],    "open",       needs="round.manage",   law="I1", note_required=True),
    move("draft",     ["review"],    "draft",      needs="result.publish", law="I2"),
    move("withdraw",  ["draft"],     "review",     needs="result.publish", law="I2", note_required=True),
    move("finalise",  ["draft"],     "final",      needs="result.publish", law="I2"),
    move("publish",   ["final"],     "published",  needs="result.publish", law="I2"),
    move("supersede", ["published"], "superseded", needs="result.publish", law="I2", note_required=True),
))

# Withdrawing is the maker's own act: the service checks who made it, the table asks for the right alone.
APPEAL = Lifecycle("appeal", "made", (
    move("accept",    ["made"],      "accepted",   needs="appeal.answer",  law="I2", note_required=True),
    move("reject",    ["made"],      "rejected",   needs="appeal.answer",  law="I2", note_required=True),
    move("withdraw",  ["made"],      "withdrawn",  needs="appeal.make",    law="I2"),
))
# fmt: on
