"""The product's own settings, with the reference page beside its pages."""

from __future__ import annotations

from config.settings import *  # noqa: F403

INSTALLED_APPS = [
    *INSTALLED_APPS,  # noqa: F405
    "bench.site",
]
ROOT_URLCONF = "bench.site.urls"
