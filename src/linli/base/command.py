"""`@command`: what every writing function has in common, written once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import transaction

from linli.base import journal

P = ParamSpec("P")
R = TypeVar("R")
Gathered = dict[Callable[[list[Any]], None], list[Any]]
_gathered: ContextVar[Gathered | None] = ContextVar("gathered", default=None)


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Make `function` one transaction that takes an `actor` by keyword.

    Under test (`settings.STRICT`) a command that returns without having journalled anything fails loudly.
    """
    _ensure_shape(function)

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with together():
            if not settings.STRICT:
                return function(*args, **kwargs)
            before, _ = journal.head()
            result = function(*args, **kwargs)
            if journal.head()[0] == before:
                raise AssertionError(f"{function.__qualname__} left no trace in the journal")
            return result

    run.is_command = True  # type: ignore[attr-defined]
    return run


@contextmanager
def together() -> Iterator[None]:
    """Make several commands one transaction; what they put off with `at_end` is done once, before it ends."""
    if _gathered.get() is not None:
        with transaction.atomic():
            yield
        return
    mine: Gathered = {}
    token = _gathered.set(mine)
    try:
        with transaction.atomic():
            yield
            while mine:
                function, items = mine.popitem()
                function(items)
    finally:
        _gathered.reset(token)


def at_end(function: Callable[[list[Any]], None], item: Any) -> None:
    """Let `function` run once at the end of the outermost command, with every item it was put off for.

    For what follows from many rows alike and is cheaper worked out for all of them: figures kept for lists.
    Outside a command it runs at once.
    """
    gathered = _gathered.get()
    if gathered is None:
        function([item])
    else:
        gathered.setdefault(function, []).append(item)


def _ensure_shape(function: Callable[P, R]) -> None:
    parameters = inspect.signature(function).parameters
    if "actor" not in parameters or any(
        p.kind is not inspect.Parameter.KEYWORD_ONLY for p in parameters.values()
    ):
        raise TypeError(f"{function.__qualname__}: commands take keywords only, `actor` among them")
