"""The tables of the coordination of three sides, by subject."""

from linli.tripartite.models.boards import BoardIssue as BoardIssue
from linli.tripartite.models.boards import BoardSighting as BoardSighting
from linli.tripartite.models.commitments import Commitment as Commitment
from linli.tripartite.models.commitments import Opinion as Opinion
from linli.tripartite.models.mechanisms import Appointment as Appointment
from linli.tripartite.models.mechanisms import Delegate as Delegate
from linli.tripartite.models.mechanisms import Mechanism as Mechanism
from linli.tripartite.models.mechanisms import Paper as Paper
from linli.tripartite.models.mechanisms import QualityNote as QualityNote
from linli.tripartite.models.meetings import AgendaItem as AgendaItem
from linli.tripartite.models.meetings import Attendance as Attendance
from linli.tripartite.models.meetings import Meeting as Meeting
from linli.tripartite.models.meetings import Resolution as Resolution
