"""Ways out of the product: group robots and e-mail, with quiet hours, and what went out."""

from __future__ import annotations

from django.db import models

from linli.base.crypto import SealedField
from linli.base.scope import Scope, ScopedQuerySet
from linli.notices.terms import ChannelKind, Sent


class Channel(models.Model):
    """Where the digest of a place and a role goes. The address carries a secret and is sealed.

    quiet_from, quiet_until: local time between which nothing is sent; digest_at: when the day's digest goes
    """

    kind = models.CharField(max_length=10, choices=ChannelKind.choices)
    name = models.CharField(max_length=60)
    path = models.CharField(max_length=160)
    role = models.CharField(max_length=30)
    address = SealedField()
    quiet_from = models.TimeField()
    quiet_until = models.TimeField()
    digest_at = models.TimeField()
    active = models.BooleanField(default=True)
    updated_at = models.DateTimeField()

    scope = Scope(place="path")
    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"


class Dispatch(models.Model):
    """One digest through one channel on one day: never two."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="dispatches")
    day = models.DateField()
    lines = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=Sent.choices, default=Sent.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)

    scope = Scope(place="channel__path")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="digest_goes_once_a_day", fields=["channel", "day"])]

    def __str__(self) -> str:
        return f"{self.channel_id} on {self.day}: {self.state}"
