"""Where a record is looked at, and where a duty is done: the one table between verbs and pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Page:
    """A page by name. args, query: what its address takes, with {key}, {code} and {place} of the subject"""

    name: str
    args: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()

    def href(self, *, key: object, code: str = "", place: str = "") -> str:
        """Return the address, "" if there is no such page or the subject has no estate."""
        given = {"key": key, "code": code, "place": place}
        args = {name: text.format(**given) for name, text in self.args}
        if not all(args.values()):
            return ""
        try:
            found = reverse(self.name, kwargs=args)
        except NoReverseMatch:
            return ""
        words = {name: text.format(**given) for name, text in self.query}
        return f"{found}?{urlencode(words)}" if words else found


PK = (("pk", "{key}"),)
CODE = (("code", "{code}"),)
DOSSIER = Page("registry:estate", CODE)
RECORDS: dict[str, Page] = {
    "party.activity": Page("party:activity", PK),
    "party.organisation": Page("party:organisation", PK),
    "party.instructor": Page("party:instructor", PK),
    "party.hall": Page("party:hall", PK),
    "party.coverage": Page("party:coverage"),
    "party.headcount": Page("party:organisations"),
    "party.plan": Page("party:coverage"),
    "party.publicity": Page("party:publicity"),
    "tripartite.meeting": Page("tripartite:meeting", PK),
    "tripartite.resolution": Page("tripartite:resolution", PK),
    "tripartite.mechanism": Page("tripartite:estate", CODE),
    "tripartite.appointment": Page("tripartite:appointment", PK),
    "tripartite.commitment": Page("tripartite:commitment", PK),
    "tripartite.boardissue": Page("tripartite:board", CODE),
    "selfmanagement.gridwork": Page("selfmanagement:estate", CODE),
    "selfmanagement.fund": Page("selfmanagement:fund", PK),
    "mandates.mandate": Page("mandates:mandate", PK),
    "assessment.round": Page("assessment:round", PK),
}


def _activity(kind: str) -> Page:
    return Page("party:activity_record", PK, (("kind", kind),))


def _unit(name: str) -> Page:
    return Page(name, (("unit", "company"), ("key", "{key}")))


def _at(name: str) -> Page:
    return Page(name, query=(("at", "{place}"),))


# By a verb that meets the duty; the first of them that has a page decides.
FORMS: dict[str, Page] = {
    "activity.members_meeting": _activity("members_meeting"),
    "activity.committee_meeting": _activity("committee_meeting"),
    "activity.group_meeting": _activity("group_meeting"),
    "activity.theme_day": _activity("theme_day"),
    "activity.lecture": _activity("lecture"),
    "activity.organisation_life": _activity("organisation_life"),
    "activity.appraisal": _activity("appraisal"),
    "activity.open_activity": _activity("open_activity"),
    "activity.instructed": Page("party:activities"),
    "headcount.report": Page("party:organisation_count", PK),
    "instructor.appoint": _unit("party:instructor_new"),
    "coverage.tie": _unit("party:unit"),
    "plan.finish": Page("party:coverage"),
    "guidance.record": Page("party:visit_new", PK),
    "position.check": _at("party:positions"),
    "publicity.show": Page("party:publicity_new", query=(("estate", "{code}"),)),
    "hall.register": Page("party:hall_new"),
    "mechanism.establish": Page("tripartite:mechanism_establish", CODE),
    "meeting.minute": Page("tripartite:call", CODE),
    "meeting.approve": Page("tripartite:meeting", PK),
    "resolution.finish": Page("tripartite:resolution", PK),
    "appointment.make": Page("tripartite:director_new", CODE),
    "quality.note": _at("tripartite:appointments"),
    "commitment.community": Page("tripartite:commitment_new", CODE),
    "commitment.committee": Page("tripartite:commitment_new", CODE),
    "commitment.company": Page("tripartite:commitment_new", CODE),
    "board.print": Page("tripartite:board", CODE),
    "gridwork.policy": Page("selfmanagement:estate", CODE),
    "gridwork.information": Page("selfmanagement:estate", CODE),
    "gridwork.guidance": Page("selfmanagement:estate", CODE),
    "gridwork.supervision": Page("selfmanagement:estate", CODE),
    "fund.plan": Page("selfmanagement:estate", CODE),
    "mandate.give": _at("mandates:list"),
    "visit.record": Page("mandates:mandate", PK),
    "summary.make": Page("duties:clauses", query=(("place", "{place}"),)),
    "document.issue": Page("registry:document_new", CODE),
    "staffing.count": DOSSIER,
    "disclosure.check": DOSSIER,
    "committee.file": Page("registry:committee_file", PK),
    "committee.elect": DOSSIER,
    "contract.file": DOSSIER,
    "round.plan": Page("assessment:rounds"),
    "round.publish": Page("assessment:rounds"),
    "listing.propose": Page("publication:listings"),
}
# Where the kind of what lasts, or of the subject, decides otherwise than the verb.
EXCEPTIONS: dict[tuple[str, str], Page] = {
    ("coverage.tie", "estate"): Page("party:unit", (("unit", "estate"), ("key", "{key}"))),
    ("appointment.make", "community"): _at("tripartite:seat_in"),
}


def form_for(verbs: tuple[str, ...], kind: str, *, key: int, code: str, place: str) -> str:
    """Return where a duty of a subject is done; "" if there is no page for it."""
    pages = (EXCEPTIONS.get((verb, kind)) or FORMS.get(verb) for verb in verbs)
    found = (page.href(key=key, code=code, place=place) for page in pages if page)
    return next((href for href in found if href), "")


def record(kind: str, key: str, code: str) -> str:
    """Return where a record is looked at: its own page, else the dossier of its estate; "" if neither."""
    page = RECORDS.get(kind, DOSSIER)
    return page.href(key=key, code=code) or DOSSIER.href(key=key, code=code)
