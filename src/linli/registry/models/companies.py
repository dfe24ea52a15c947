"""Property service companies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.base.crypto import SealedField
from linli.base.scope import Scope, ScopedQuerySet


class Company(models.Model):
    """A property service company. Users acting for it have the organisation `company:<pk>`.

    folded, initials: the name as `rules.folding` and `rules.pinyin` give it, for repetition and search
    uscc: unified social credit code, checked by GB 32100-2015; "" only while unknown (an import without it)
    registered_on, platform_number: entry in the province's 物业管理综合监管平台 (S6)
    """

    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=100, db_index=True)
    initials = models.CharField(max_length=100, db_index=True)
    uscc = models.CharField(max_length=18, blank=True, default="")
    legal_representative = models.CharField(max_length=60, blank=True, default="")
    phone = SealedField(blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    registered_on = models.DateField(null=True, blank=True)
    platform_number = models.CharField(max_length=60, blank=True, default="")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    scope = Scope(public=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="company_uscc_is_unique", fields=["uscc"], condition=~Q(uscc=""))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation(self) -> str:
        return f"company:{self.pk}"
