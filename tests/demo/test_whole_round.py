"""A whole round on a real list, from the import to the bundle."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from linli.demo import whole_round
from linli.kernel.actor import Actor
from linli.publication import outputs
from linli.publication.queries import results
from linli.rules import bundle

TODAY = date(2026, 11, 23)
HARBIN = Path(__file__).parents[2].parent / "shared" / "data" / "estates" / "estates_rich_harbin_2019.csv"
ANYBODY = Actor(name="anonymous")


def quiet(zh: str, en: str) -> None:
    """Say nothing."""


@pytest.mark.shared
@pytest.mark.clause("I1", "I2")
def test_a_real_list_is_carried_through_a_whole_round_to_publication(db):
    if not HARBIN.exists():
        pytest.skip(f"no real list of estates at {HARBIN.name} beside the repository")

    done = whole_round.run(file=HARBIN, today=TODAY, policy=settings.POLICY, limit=120, tell=quiet)

    assert done.accepted + done.refused == done.rows == 120
    assert done.estates == done.accepted > 100
    published = results.round_(ANYBODY, code=done.code)
    assert published.figures["count"] == done.estates
    report = bundle.check(outputs.round_file(ANYBODY, published, "bundle.zip"))
    assert report.same
    assert report.subjects == done.estates
