"""Every rule kind, by the name the packs use. Adding one: add its line here."""

from __future__ import annotations

from linli.rules.scorecard.kinds.all_or_nothing import AllOrNothing
from linli.rules.scorecard.kinds.balance import Balance
from linli.rules.scorecard.kinds.bands import Bands
from linli.rules.scorecard.kinds.base import Rule
from linli.rules.scorecard.kinds.bonus import Bonus
from linli.rules.scorecard.kinds.cliff import Cliff
from linli.rules.scorecard.kinds.deductions import Deductions
from linli.rules.scorecard.kinds.findings import Findings
from linli.rules.scorecard.kinds.judgement import Judged
from linli.rules.scorecard.kinds.nested import Nested
from linli.rules.scorecard.kinds.red_line import RedLine
from linli.rules.scorecard.kinds.relative import Relative
from linli.rules.scorecard.kinds.shares import Shares
from linli.rules.scorecard.kinds.states import States
from linli.rules.scorecard.kinds.steps import Steps

KINDS: dict[str, type[Rule]] = {
    "all_or_nothing": AllOrNothing,
    "balance": Balance,
    "bands": Bands,
    "bonus": Bonus,
    "card": Nested,
    "cliff": Cliff,
    "deductions": Deductions,
    "findings": Findings,
    "judgement": Judged,
    "red_line": RedLine,
    "relative": Relative,
    "shares": Shares,
    "states": States,
    "steps": Steps,
}
