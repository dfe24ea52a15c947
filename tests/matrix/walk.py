"""Every address the resolver knows, with the methods it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def addresses() -> set[tuple[str, str]]:
    """Return (name, method) of each address; an operation of the API is "api:<module>.<function>"."""
    return {pair for pattern, space in _walk(get_resolver(), "") for pair in _pairs(pattern, space)}


def _walk(resolver: URLResolver, space: str) -> Iterator[tuple[URLPattern, str]]:
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from _walk(found, inner)
        else:
            yield found, space


def _pairs(pattern: URLPattern, space: str) -> Iterator[tuple[str, str]]:
    operations = _path_view(pattern.callback)
    if operations:
        for operation in operations.operations:
            module = operation.view_func.__module__.rpartition(".")[2]
            for method in METHODS.intersection(operation.methods):
                yield f"{space}{module}.{operation.view_func.__name__}", method
    else:
        for method in methods(pattern.callback):
            yield f"{space}{pattern.name}", method


def _cells(view: Callable[..., Any]) -> Iterator[Any]:
    """Yield what the decorators of a view hold on to."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            yield cell.cell_contents
        view = getattr(view, "__wrapped__", None)


def _path_view(view: Callable[..., Any]) -> PathView | None:
    return next((cell for cell in _cells(view) if isinstance(cell, PathView)), None)


def methods(view: Callable[..., Any]) -> set[str]:
    """Return what `require_http_methods` and its kin let through; a view that says nothing answers both."""
    for cell in _cells(view):
        if isinstance(cell, list | tuple) and cell and set(cell) <= METHODS | {"HEAD", "OPTIONS"}:
            return METHODS.intersection(cell)
    if isinstance(view, partial):  # the pages of the API object itself
        return {"GET"}
    kind = getattr(view, "view_class", None)
    if kind is not None:
        return {method for method in METHODS if hasattr(kind, method.lower())}
    return {"GET", "POST"}
