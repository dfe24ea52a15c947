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
    "journal.view":      frozenset({R.BUREAU, R.SUBDISTRICT, R.ADMIN}),
    "user.manage":       frozenset({R.ADMIN}),
    "place.manage":      frozenset({R.ADMIN}),
    "setting.manage":    frozenset({R.ADMIN}),
}
# fmt: on

ROLES: dict[str, frozenset[str]] = {
    role: frozenset(name for name, holders in PERMISSIONS.items() if role in holders) for role in R.values
}
