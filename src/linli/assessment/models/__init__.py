"""The tables of assessment rounds, by subject."""

from linli.assessment.models.appeals import Appeal as Appeal
from linli.assessment.models.facts import Attestation as Attestation
from linli.assessment.models.facts import Award as Award
from linli.assessment.models.reminders import Reminder as Reminder
from linli.assessment.models.rounds import Bar as Bar
from linli.assessment.models.rounds import Party as Party
from linli.assessment.models.rounds import Round as Round
from linli.assessment.models.rounds import RoundEstate as RoundEstate
from linli.assessment.models.rulings import Ruling as Ruling
from linli.assessment.models.scores import OutlierNote as OutlierNote
from linli.assessment.models.scores import PartySheet as PartySheet
from linli.assessment.models.scores import Score as Score
