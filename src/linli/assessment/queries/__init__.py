"""What the doors and publication may ask about rounds."""

from linli.assessment.queries.published import published_rounds as published_rounds
from linli.assessment.queries.published import score as score
from linli.assessment.queries.published import scores as scores
from linli.assessment.queries.running import round as round
from linli.assessment.queries.running import rounds as rounds
from linli.assessment.queries.running import subject as subject
from linli.assessment.queries.work import todo as todo
