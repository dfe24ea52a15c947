"""Messages inside the product: one a day at most, read or not."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from linli.base.scope import Scope, ScopedQuerySet


class Notice(models.Model):
    """Something a person should know, with the address that shows it; a `key` comes to a user once.

    key: what it is about and when, such as "digest:2026-11-23"
    told: fingerprints of the lines it summed up, so that the next one comes only when there is something new
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    zh = models.CharField(max_length=300)
    en = models.CharField(max_length=300)
    href = models.CharField(max_length=200, blank=True, default="")
    told = models.JSONField(default=list)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    scope = Scope(own="user_id")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "read_at", "at"])]
        constraints = [models.UniqueConstraint(name="notice_comes_once", fields=["user", "key"])]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.zh}"


class Mailing(models.Model):
    """That a person wants the digest of the day by e-mail as well; the address is that of the account."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mailing")
    wanted = models.BooleanField(default=False)
    updated_at = models.DateTimeField()

    scope = Scope(own="user_id")
    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.wanted}"
