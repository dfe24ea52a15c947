"""The verbs of the journal that a duty may be met by; a test holds them against what the services write."""

from __future__ import annotations

_WORDS = """
organisation.found organisation.change organisation.dissolve headcount.report coverage.tie coverage.end
plan.decide plan.finish instructor.appoint instructor.end guidance.record
activity.plan activity.cancel activity.members_meeting activity.committee_meeting activity.group_meeting
activity.lecture activity.theme_day activity.organisation_life activity.appraisal activity.open_activity
activity.instructed position.check publicity.show publicity.check hall.register hall.change hall.book
mechanism.establish mechanism.change mechanism.end paper.issue appointment.make appointment.end quality.note
meeting.call meeting.minute meeting.correct meeting.approve meeting.cancel
resolution.make resolution.finish resolution.reopen resolution.accept resolution.drop
commitment.community commitment.committee commitment.company commitment.withdraw board.print board.sight
gridwork.policy gridwork.information gridwork.guidance gridwork.supervision fund.plan fund.enter fund.close
mandate.give mandate.end visit.record summary.make
estate.register estate.change estate.mode committee.elect committee.change committee.file
company.register company.change project.start project.end post.appoint post.change staffing.count
contract.sign contract.file disclosure.show disclosure.check document.issue document.change
round.plan round.publish listing.propose
"""
VERBS = frozenset(_WORDS.split())
