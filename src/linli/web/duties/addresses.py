"""Where a record is looked at, and where a duty is done: the one table between verbs and pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Page:
    """A page by name. arg: what its address takes, "pk", "code" of the estate, or "" for nothing

    query: parameters of the address, with {key}, {code} and {place} of the subject
    """

    name: str
    arg: str = ""
    query: tuple[tuple[str, str], ...] = ()

    def href(self, *, key: object, code: str = "", place: str = "") -> str:
        """Return the address, "" if there is no such page or the subject has no estate."""
        if self.arg == "code" and not code:
            return ""
        given = {"pk": key, "code": code}
        try:
            found = reverse(self.name, kwargs={self.arg: given[self.arg]} if self.arg else {})
        except NoReverseMatch:
            return ""
        words = {name: text.format(key=key, code=code, place=place) for name, text in self.query}
        return f"{found}?{urlencode(words)}" if words else found


DOSSIER = Page("registry:estate", "code")
RECORDS: dict[str, Page] = {
    "party.activity": Page("party:activity", "pk"),
    "party.organisation": Page("party:organisation", "pk"),
    "party.instructor": Page("party:instructor", "pk"),
    "party.positioncheck": DOSSIER,
    "party.publicity": Page("party:publicity_one", "pk"),
    "party.hall": Page("party:hall", "pk"),
    "party.coverage": Page("party:coverage"),
    "party.headcount": Page("party:coverage"),
    "party.plan": Page("party:coverage"),
    "tripartite.meeting": Page("tripartite:meeting", "pk"),
    "tripartite.resolution": Page("tripartite:resolution", "pk"),
    "tripartite.mechanism": Page("tripartite:mechanism", "code"),
    "tripartite.appointment": Page("tripartite:appointments", "code"),
    "tripartite.commitment": Page("tripartite:commitments", "code"),
    "tripartite.boardissue": Page("tripartite:boards", "code"),
    "selfmanagement.gridwork": Page("selfmanagement:estate", "code"),
    "selfmanagement.fund": Page("selfmanagement:fund", "pk"),
    "mandates.mandate": Page("mandates:mandate", "pk"),
    "assessment.round": Page("assessment:round", "pk"),
}


def _activity(kind: str) -> Page:
    return Page("party:activity_new", query=(("organisation", "{key}"), ("kind", kind)))


# By the first verb of a duty.
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
    "headcount.report": Page("party:headcount_new", query=(("organisation", "{key}"),)),
    "instructor.appoint": Page("party:instructor_new", query=(("company", "{key}"),)),
    "coverage.tie": Page("party:coverage"),
    "plan.finish": Page("party:coverage"),
    "guidance.record": Page("party:guidance_new", "pk"),
    "position.check": Page("party:positions", query=(("at", "{place}"),)),
    "publicity.show": Page("party:publicity_new", query=(("estate", "{code}"),)),
    "hall.register": Page("party:hall_new", query=(("at", "{place}"),)),
    "mechanism.establish": Page("tripartite:mechanism_new", "code"),
    "meeting.minute": Page("tripartite:meeting_new", "code"),
    "meeting.approve": Page("tripartite:meeting", "pk"),
    "resolution.finish": Page("tripartite:resolution", "pk"),
    "appointment.make": Page("tripartite:appointment_new", query=(("at", "{place}"),)),
    "quality.note": Page("tripartite:appointments", "code"),
    "commitment.community": Page("tripartite:commitment_new", "code"),
    "commitment.committee": Page("tripartite:commitment_new", "code"),
    "commitment.company": Page("tripartite:commitment_new", "code"),
    "board.print": Page("tripartite:boards", "code"),
    "gridwork.policy": Page("selfmanagement:gridwork_new", "code", (("work", "policy"),)),
    "gridwork.information": Page("selfmanagement:gridwork_new", "code", (("work", "information"),)),
    "gridwork.guidance": Page("selfmanagement:gridwork_new", "code", (("work", "guidance"),)),
    "gridwork.supervision": Page("selfmanagement:gridwork_new", "code", (("work", "supervision"),)),
    "fund.plan": Page("selfmanagement:fund_new", "code"),
    "mandate.give": Page("mandates:mandate_new", query=(("at", "{place}"),)),
    "visit.record": Page("mandates:visit_new", "pk"),
    "summary.make": Page("duties:clauses", query=(("place", "{place}"),)),
    "document.issue": Page("registry:document_new", "code"),
    "staffing.count": DOSSIER,
    "disclosure.check": DOSSIER,
    "committee.file": Page("registry:committee_file", "pk"),
    "committee.elect": DOSSIER,
    "contract.file": DOSSIER,
    "round.plan": Page("assessment:rounds"),
    "round.publish": Page("assessment:rounds"),
    "listing.propose": Page("publication:listings"),
}


def record(kind: str, key: str, code: str) -> str:
    """Return where a record is looked at: its own page, else the dossier of its estate; "" if neither."""
    page = RECORDS.get(kind, DOSSIER)
    return page.href(key=key, code=code) or DOSSIER.href(key=key, code=code)


def form(verbs: tuple[str, ...], *, key: int, code: str, place: str) -> str:
    """Return where a duty that is met by these verbs is done; "" if there is no page for it."""
    found = (FORMS[verb].href(key=key, code=code, place=place) for verb in verbs if verb in FORMS)
    return next((href for href in found if href), "")
