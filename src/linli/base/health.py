"""Is this installation well, and how busy is it?"""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.models import Count

from linli.base import journal
from linli.base.models import Job


def database_answers() -> bool:
    """Test if the database answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def figures() -> dict[str, int]:
    """Return what a monitor wants to know, by name: journal lines and jobs by state; two queries."""
    counted = dict(Job.objects.order_by().values_list("state").annotate(Count("id")))
    jobs = {f'linli_jobs{{state="{state}"}}': counted.get(state, 0) for state in Job.State.values}
    return {"linli_up": 1, "linli_journal_lines": journal.head()[0], **jobs}
