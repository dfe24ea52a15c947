"""Every rule kind, by the name the packs use. Adding one: add its line here."""

from __future__ import annotations

from linli.rules.scorecard.kinds.all_or_nothing import AllOrNothing
from linli.rules.scorecard.kinds.base import Rule
from linli.rules.scorecard.kinds.bonus import Bonus
from linli.rules.scorecard.kinds.deductions import Deductions
from linli.rules.scorecard.kinds.findings import Findings
from linli.rules.scorecard.kinds.judgement import Judged
from linli.rules.scorecard.kinds.shares import Shares
from linli.rules.scorecard.kinds.steps import Steps

KINDS: dict[str, type[Rule]] = {
    "all_or_nothing": AllOrNothing,
    "bonus": Bonus,
    "deductions": Deductions,
    "findings": Findings,
    "judgement": Judged,
    "shares": Shares,
    "steps": Steps,
}
