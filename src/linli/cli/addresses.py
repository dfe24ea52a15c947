"""Every address of the product and what its view declares: who may open it, which clauses it serves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """path: as a reader would write it, e.g. "/desk/estates/<pk>/"; permission: None if undeclared."""

    path: str
    name: str
    view: Any
    permission: str | None
    clauses: tuple[str, ...]


def addresses() -> Iterator[Address]:
    """Walk the resolver and yield every address, in its order."""
    yield from _walk(get_resolver().url_patterns, "/", "")


def served() -> dict[str, list[str]]:
    """Return the paths by the clause their views declare, each list sorted."""
    found: dict[str, set[str]] = {}
    for address in addresses():
        for clause in address.clauses:
            found.setdefault(clause, set()).add(address.path)
    return {clause: sorted(paths) for clause, paths in found.items()}


def _walk(patterns: list[Any], before: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        path = before + _plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, path, inner)
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            yield Address(
                path=path,
                name=f"{space}{pattern.name}" if pattern.name else "",
                view=view,
                permission=getattr(view, "permission", None),
                clauses=tuple(getattr(view, "clauses", ())),
            )


def _plain(route: str) -> str:
    """Return a route without converters and regular-expression signs: "<int:pk>/" becomes "<pk>/"."""
    named = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route)
    return re.sub(r"<\w+:(\w+)>", r"<\1>", named).strip("^$")
