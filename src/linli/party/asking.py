"""What the duties of the pack ask of an organisation: its traits, and the windows it owes."""

from __future__ import annotations

from linli.kernel.period import Period
from linli.party.models import Organisation
from linli.rules.duties.model import Duties, Duty

VERB = "activity."


def of_activities(duties: Duties) -> list[Duty]:
    """Return the duties that organisations meet by activities, once or more in a calendar window."""
    return [
        each
        for each in duties.rules
        if each.subject == "organisation" and each.is_calendar and each.met_by[0].startswith(VERB)
    ]


def traits(row: Organisation) -> frozenset[str]:
    """Return what may be said of an organisation, in the words of the duties."""
    more = {"has_committee": row.committee, "has_groups": row.groups > 0}
    return frozenset({str(row.form), *(name for name, held in more.items() if held)})


def owes(row: Organisation, window: Period, duties: Duties) -> bool:
    """Test if an organisation owes a window: it lived through it, unless the pack asks for parts."""
    return duties.partial or (row.since <= window.start and (row.until is None or row.until >= window.end))
