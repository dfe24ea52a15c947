"""What a duty is once it is read from the pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from linli.kernel.text import Text

CALENDAR = ("month", "quarter", "half_year", "year")
EVERY = (*CALENDAR, "term", "once", "within", "own_due", "any")
UNITS = ("day", "workday")
ROLES = (
    "bureau",
    "organisation",
    "subdistrict",
    "community",
    "grid",
    "instructor",
    "company",
    "committee",
    "owner",
    "assessor",
    "admin",
)
FORMS = ("committee", "branch", "joint", "grid", "group")
MODES = ("market", "self", "none")

# Of whom something may be asked, and what may be said of them: `only` takes one of these, `needs` all.
SUBJECTS: dict[str, tuple[str, ...]] = {
    "organisation": (*FORMS, "has_committee", "has_groups"),
    "company": (),
    "estate": (*MODES, "has_owners_committee"),
    "instructor": ("of_company", "of_estate"),
    "mandate": ("leader", "office", "contact", "area"),
    "community": (),
    "subdistrict": (),
    "district": (),
    "contract": (),
    "owners_committee": (),
    "meeting": (),
    "resolution": (),
    "plan": (),
}

# What lasts, so that it can be in force on a day; the rest of the verbs happen and are over.
LASTING = frozenset(
    {
        "appointment.make",
        "coverage.tie",
        "document.issue",
        "hall.register",
        "instructor.appoint",
        "mandate.give",
        "mechanism.establish",
    }
)
# What begins a term of days, and what meets it, by subject.
EVENTS: dict[str, tuple[str, str]] = {
    "contract": ("contract.sign", "contract.file"),
    "owners_committee": ("committee.elect", "committee.file"),
    "meeting": ("meeting.minute", "meeting.approve"),
}
OWN_DUES = {"resolution": "resolution.finish", "plan": "plan.finish"}
TERMS = {"owners_committee": "committee.elect"}


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of the pack.

    who: roles that do it; overseers: roles that are told when it is not done
    subject: of what kind of thing it is asked; only: one of these traits; needs: all of these
    every: a calendar period, or
        "term"     once before the subject's term ends, asked from `count` days before
        "once"     something must be in force; asked from the subject's beginning, `count` `unit`s to do it
        "within"   `count` `unit`s after the event `after`
        "own_due"  by the day the subject itself carries
        "any"      nothing is asked: what was done is shown as evidence of the clause
    times: deeds a calendar period wants; met_by: verbs of the journal, any of them
    kind: narrows a verb whose rows are of several kinds, e.g. "charter" of documents; "" for all
    grace: working days after the period before it counts as overdue
    discretion: the district chose it, the source does not command it
    """

    id: str
    clause: str
    name: Text
    who: tuple[str, ...]
    overseers: tuple[str, ...]
    subject: str
    only: frozenset[str]
    needs: frozenset[str]
    every: str
    times: int
    met_by: tuple[str, ...]
    after: str
    kind: str
    count: int
    unit: str
    grace: int
    source: Text
    discretion: bool

    @property
    def is_calendar(self) -> bool:
        return self.every in CALENDAR

    def asks(self, traits: frozenset[str]) -> bool:
        """Test if a subject with these traits owes this duty."""
        return self.needs <= traits and (not self.only or not self.only.isdisjoint(traits))


@dataclass(frozen=True, slots=True)
class Reading:
    """How the district counts where the sources are silent."""

    id: str
    text: Text
    adopted: bool


@dataclass(frozen=True, slots=True)
class Duties:
    """All duties of a pack, in its order.

    partial: a subject owes also the periods it lived in only in part
    since: when the guideline came into force; nothing is owed for what lies before
    """

    rules: tuple[Duty, ...] = ()
    readings: tuple[Reading, ...] = ()
    since: date | None = None

    @property
    def partial(self) -> bool:
        return any(each.id == "partial" and each.adopted for each in self.readings)

    def get(self, id: str) -> Duty | None:
        """Return the duty of this id, None if there is none."""
        return next((each for each in self.rules if each.id == id), None)

    def verbs(self) -> frozenset[str]:
        """Return every verb some duty is met by or begins with."""
        met = {verb for each in self.rules for verb in each.met_by}
        return frozenset(met | {each.after for each in self.rules if each.after})
