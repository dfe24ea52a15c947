"""The table behind the reference page."""

from __future__ import annotations

from django.db import models


class Ticket(models.Model):
    """A row as plain as a list page's row can be."""

    number = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=60)
    state = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "site"
        managed = False
        db_table = "bench_ticket"

    def __str__(self) -> str:
        return self.number
