"""Who and where: places form a tree, postings give people rights in it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from linli.base.crypto import SealedField
from linli.base.scope import Scope, ScopedQuerySet
from linli.people.terms import Level, Role


class Place(models.Model):
    """A node of the jurisdiction tree: city, district, subdistrict, community, grid, estate.

    code: statistical code (12 digits, or shorter as published), or our own for grids and estates
    path: see `kernel.place`
    short: the name without 居民委员会 and the like, as people say it
    since, until: validity, half-open; until is None while in force
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    short = models.CharField(max_length=100)
    level = models.CharField(max_length=12, choices=Level.choices)
    path = models.CharField(max_length=160, unique=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    scope = Scope(place="path", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["level", "path"]), models.Index(fields=["code"])]
        constraints = [
            models.CheckConstraint(
                name="place_path_is_slashed",
                condition=Q(path__startswith="/") & Q(path__endswith="/"),
            ),
            models.CheckConstraint(
                name="place_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.path})"


class PlaceName(models.Model):
    """What a place was called, and when: written each time its name changes, so that old papers can be read.

    since, until: validity of the name, half-open; until is None for the name in use
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=100)
    short = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    scope = Scope(place="place__path", upward=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="place_has_one_name_at_a_time", fields=["place"], condition=Q(until__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.since}"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person who signs in. The phone is sealed; it is found by its digest, for signing in.

    username: folded to lower case
    is_active: False once the account is closed; it is never deleted, since the journal names it
    """

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    phone = SealedField(blank=True, default="")
    phone_digest = models.CharField(max_length=64, blank=True, default="")
    email = SealedField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_set_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="user_phone_is_one_persons", fields=["phone_digest"], condition=~Q(phone_digest="")
            )
        ]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False  # Django's own permissions are not used; see `people.roles`


class PostingQuerySet(ScopedQuerySet):
    def in_force(self, on: date) -> Self:
        """Keep the postings in force on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)


class Posting(models.Model):
    """A user in a role at a place for a term, perhaps for a body such as "company:12".

    since, until: half-open; equal if it was ended before it began
    by_hand: its end was set by a person; an end that came with the end of a service project is taken back
        when the body takes on another estate
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="postings")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=30, choices=Role.choices)
    organisation = models.CharField(max_length=40, blank=True, default="")
    title = models.CharField(max_length=60, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by_hand = models.BooleanField(default=False)

    scope = Scope(place="place__path", own="user_id")
    objects = PostingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation"]), models.Index(fields=["role"])]
        constraints = [
            models.CheckConstraint(
                name="posting_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                name="posting_is_one_at_a_time",
                fields=["user", "place", "role", "organisation"],
                condition=Q(until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role} at {self.place_id}"


class SignIn(models.Model):
    """A signed-in session, so that a person can see where they are signed in, and end it.

    device: the browser in words; network: the address cut to its network, never whole
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=120)
    network = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    scope = Scope(own="user_id")
    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user_id} from {self.device}"


class SecondFactor(models.Model):
    """What a person's authenticator app shares with us. Whoever reads the database can't make codes from it.

    key: the secret, hex; last_step: the time step of the last code used, so that each works once
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor"
    )
    key = SealedField()
    last_step = models.BigIntegerField(default=-1)
    last_used_at = models.DateTimeField(null=True, blank=True)

    scope = Scope(own="user_id")
    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"


class Throttle(models.Model):
    """Failures in a row to sign in, counted in the database so that every process counts alike.

    key: "user:7", or for a name nobody has "name:" and its digest, or "network:" and its digest
    since: when counting began; after `people.throttling.WINDOW` it begins anew
    """

    key = models.CharField(max_length=80, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    scope = Scope()
    objects = ScopedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.key}: {self.failures}"
