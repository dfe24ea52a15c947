"""Ways out of the product: group robots and e-mail, with quiet hours, and what went out."""

from __future__ import annotations

from django.db import models

from linli.base.crypto import SealedField
from linli.base.scope import Scope, ScopedQuerySet
from linli.notices.terms import DIGEST_AT, QUIET_FROM, QUIET_UNTIL, ChannelKind, Sent
from linli.people.terms import Role


class Channel(models.Model):
    """Where the digest of a place and a role goes. The address carries a secret and is sealed.

    quiet_from, quiet_until: local time between which nothing is sent; digest_at: when the day's digest goes
    last_error: what came back when it last failed, "" once it works again
    """

    kind = models.CharField(max_length=10, choices=ChannelKind.choices)
    name = models.CharField(max_length=60)
    path = models.CharField(max_length=160)
    role = models.CharField(max_length=30, choices=Role.choices)
    address = SealedField()
    quiet_from = models.TimeField(default=QUIET_FROM)
    quiet_until = models.TimeField(default=QUIET_UNTIL)
    digest_at = models.TimeField(default=DIGEST_AT)
    closed_on = models.DateField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True, default="")
    updated_at = models.DateTimeField()

    scope = Scope(place="path")
    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"


class Dispatch(models.Model):
    """One digest through one channel on one day: never two.

    text: what is sent, counts and one address a line; told: fingerprints of the lines it sums up
    next_at: not before then
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="dispatches")
    day = models.DateField()
    text = models.TextField()
    told = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=Sent.choices, default=Sent.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    scope = Scope(place="channel__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"])]
        constraints = [models.UniqueConstraint(name="digest_goes_once_a_day", fields=["channel", "day"])]

    def __str__(self) -> str:
        return f"{self.channel_id} on {self.day}: {self.state}"
