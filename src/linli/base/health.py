"""Is this installation well?"""

from __future__ import annotations

from django.db import DatabaseError, connection


def database_answers() -> bool:
    """Test if the database answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False
