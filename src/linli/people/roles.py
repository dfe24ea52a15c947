"""What each role may do. The whole permission table, on one screen."""

from __future__ import annotations

from linli.people.terms import Role as R

EVERYBODY = frozenset(R.values)
OFFICIALS = frozenset(
    {R.BUREAU, R.ORGANISATION, R.SUBDISTRICT, R.COMMUNITY, R.GRID, R.INSTRUCTOR, R.ASSESSOR}
)

# fmt: off
PERMISSIONS: dict[str, frozenset[str]] = {
    # permission           who holds it, each at the places of the posting
    "desk.open":         EVERYBODY,
    "estate.view":       EVERYBODY - {R.ADMIN},
    "estate.edit":       frozenset({R.BUREAU, R.SUBDISTRICT, R.COMMUNITY}),
    "estate.import":     frozenset({R.BUREAU, R.SUBDISTRICT}),
    "company.view":      EVERYBODY - {R.ADMIN, R.OWNER},
    "company.edit":      frozenset({R.BUREAU}),
    "committee.edit":    frozenset({R.BUREAU, R.SUBDISTRICT, R.COMMUNITY}),
    "project.edit":      frozenset({R.BUREAU, R.SUBDISTRICT, R.COMMUNITY, R.COMPANY}),  # A2 S7–S9 C1
    "contract.file":     frozenset({R.BUREAU}),                             # take a contract on file
    "contact.reveal":    frozenset({R.BUREAU, R.SUBDISTRICT, R.COMMUNITY}), # see a phone whole; logged
    "round.view":        EVERYBODY - {R.ADMIN, R.OWNER},
    "round.manage":      frozenset({R.BUREAU}),
    "fact.attest":       OFFICIALS - {R.ORGANISATION, R.INSTRUCTOR} | {R.COMMITTEE},
    "award.give":        frozenset({R.BUREAU, R.ASSESSOR}),                 # only where the annex leaves it
    "appeal.make":       frozenset({R.COMPANY, R.COMMITTEE}),
    "appeal.answer":     frozenset({R.BUREAU}),
    "listing.decide":    frozenset({R.BUREAU}),
    "result.publish":    frozenset({R.BUREAU}),
    "party.view":        EVERYBODY - {R.ADMIN, R.OWNER},                    # A1 D1–D4 E1 E2 F1–F3 H1–H4 J6
    "party.manage":      frozenset({R.BUREAU, R.SUBDISTRICT, R.COMMUNITY}), # organisations, coverage, plans
    "instructor.appoint": frozenset({R.BUREAU, R.SUBDISTRICT}),
    "guidance.record":   frozenset({R.SUBDISTRICT, R.COMMUNITY, R.INSTRUCTOR}),
    "activity.record":   frozenset({R.SUBDISTRICT, R.COMMUNITY, R.GRID, R.INSTRUCTOR, R.COMPANY}),
    "member.view":       frozenset({R.COMMUNITY, R.COMPANY}),               # names of members; logged
    "position.check":    frozenset({R.SUBDISTRICT, R.COMMUNITY, R.GRID, R.INSTRUCTOR, R.COMPANY}),
    "hall.manage":       frozenset({R.SUBDISTRICT, R.COMMUNITY}),
    "hall.book":         OFFICIALS - {R.ORGANISATION, R.ASSESSOR} | {R.COMPANY, R.COMMITTEE},
    "tripartite.view":   EVERYBODY - {R.ADMIN},                             # G1–G8
    "mechanism.manage":  frozenset({R.SUBDISTRICT, R.COMMUNITY}),
    "meeting.hold":      frozenset({R.SUBDISTRICT, R.COMMUNITY, R.COMMITTEE}),
    "meeting.approve":   frozenset({R.SUBDISTRICT, R.COMMUNITY}),
    "resolution.do":     frozenset({R.SUBDISTRICT, R.COMMUNITY, R.COMMITTEE, R.COMPANY}),
    "quality.note":      frozenset({R.COMMUNITY, R.GRID}),
    "commitment.make":   frozenset({R.COMMUNITY, R.COMMITTEE, R.COMPANY}),
    "board.print":       frozenset({R.SUBDISTRICT, R.COMMUNITY, R.GRID, R.COMMITTEE, R.COMPANY}),
    "selfmanagement.view": OFFICIALS - {R.ASSESSOR} | {R.COMMITTEE},        # C1 C3 C4
    "gridwork.record":   frozenset({R.COMMUNITY, R.GRID}),
    "fund.manage":       frozenset({R.BUREAU, R.SUBDISTRICT, R.COMMUNITY}),
    "mandate.view":      OFFICIALS,                                         # I7 K1
    "mandate.manage":    frozenset({R.BUREAU, R.SUBDISTRICT}),
    "visit.record":      frozenset({R.SUBDISTRICT, R.COMMUNITY}),
    "duty.view":         EVERYBODY - {R.ADMIN, R.OWNER},                    # A3, every 定期
    "summary.make":      frozenset({R.BUREAU, R.SUBDISTRICT}),              # A3
    "notice.manage":     frozenset({R.BUREAU, R.SUBDISTRICT, R.COMMUNITY, R.ADMIN}),
    "journal.view":      frozenset({R.BUREAU, R.SUBDISTRICT, R.ADMIN}),
    "user.manage":       frozenset({R.ADMIN}),
    "place.manage":      frozenset({R.ADMIN}),
    "setting.manage":    frozenset({R.ADMIN}),
}
# fmt: on

ROLES: dict[str, frozenset[str]] = {
    role: frozenset(name for name, holders in PERMISSIONS.items() if role in holders) for role in R.values
}
