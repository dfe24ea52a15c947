"""A demo that was interrupted leaves nothing, so that the next one begins anew."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from linli.base import options
from linli.demo import make
from linli.people.models import User
from linli.registry.models import Estate

TODAY = date(2026, 11, 23)


def quiet(zh: str, en: str) -> None:
    """Say nothing."""


def test_of_an_interrupted_demo_nothing_is_left(db, monkeypatch):
    def interrupted(*given):
        raise KeyboardInterrupt

    monkeypatch.setattr(make.registry, "serve", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make.make(today=TODAY, policy=settings.POLICY, tell=quiet)

    assert make.is_empty()
    assert not options.is_demo()
    assert not Estate.objects.exists()
    assert not User.objects.exists()
