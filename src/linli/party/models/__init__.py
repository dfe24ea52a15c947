"""The tables of party work, by subject."""

from linli.party.models.activities import Activity as Activity
from linli.party.models.activities import InstructorAttendance as InstructorAttendance
from linli.party.models.activities import Participation as Participation
from linli.party.models.instructors import Guidance as Guidance
from linli.party.models.instructors import Instructor as Instructor
from linli.party.models.organisations import Coverage as Coverage
from linli.party.models.organisations import Headcount as Headcount
from linli.party.models.organisations import Member as Member
from linli.party.models.organisations import Organisation as Organisation
from linli.party.models.organisations import Plan as Plan
from linli.party.models.positions import Booking as Booking
from linli.party.models.positions import ElementSeen as ElementSeen
from linli.party.models.positions import Hall as Hall
from linli.party.models.positions import Position as Position
from linli.party.models.positions import PositionCheck as PositionCheck
from linli.party.models.positions import Publicity as Publicity
