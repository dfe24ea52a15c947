"""`@command`: what every writing function has in common, written once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import transaction

from linli.base import journal

P = ParamSpec("P")
R = TypeVar("R")


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Make `function` one transaction that takes an `actor` by keyword.

    Under test (`settings.STRICT`) a command that returns without having journalled anything fails loudly.
    """
    _ensure_shape(function)

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            if not settings.STRICT:
                return function(*args, **kwargs)
            before, _ = journal.head()
            result = function(*args, **kwargs)
            if journal.head()[0] == before:
                raise AssertionError(f"{function.__qualname__} left no trace in the journal")
            return result

    run.is_command = True  # type: ignore[attr-defined]
    return run


def _ensure_shape(function: Callable[P, R]) -> None:
    parameters = inspect.signature(function).parameters
    if "actor" not in parameters or any(
        p.kind is not inspect.Parameter.KEYWORD_ONLY for p in parameters.values()
    ):
        raise TypeError(f"{function.__qualname__}: commands take keywords only, `actor` among them")
