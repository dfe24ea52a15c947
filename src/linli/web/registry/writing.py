"""How every form of the registry is shown, sent back with its errors, and saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from linli.doors.http import Request
from linli.doors.middleware import status_of
from linli.kernel.errors import Refused, Stale
from linli.web.pages import show
from linli.web.registry.forms import Form
from linli.web.templatetags.parts import said

if TYPE_CHECKING:
    from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Writing:
    """A page with one form.

    title: what is being done, and to what; lede: what will happen; back: where one came from and goes on to
    button: the verb; risk: it can't be undone; clauses: codes, e.g. "B2 S6"; crumbs: (address, words)
    """

    title: str
    back: str
    button: str
    lede: str = ""
    clauses: str = ""
    risk: bool = False
    crumbs: tuple[tuple[str, str], ...] = ()
    done: str = ""

    @property
    def clause_codes(self) -> list[str]:
        return self.clauses.split()


def write(
    request: Request,
    page: Writing,
    make: Callable[..., Form],
    save: Callable[[Form], object],
    *,
    initial: dict[str, Any] | None = None,
    row: Any = None,
) -> HttpResponse:
    """Show the form that `make` makes; on POST, `save` it and go on, or show it again with nothing lost.

    row: what is being changed; its fields are the initial values, its `updated_at` tells of a faster hand
    """
    if request.method != "POST":
        start = {**_values(row, make), **(initial or {})}
        return _show(request, page, make(initial=start), status=200)
    form = make(request.POST, request.FILES, initial=initial)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    try:
        save(form)
    except (Refused, Stale) as error:
        _put(form, error)
        now: tuple[tuple[str, str], ...] = ()
        if isinstance(error, Stale) and row is not None:
            now = _news(row, form)
        return _show(request, page, form, status=status_of(error), now=now)
    messages.success(request, page.done or gettext("已保存。"))
    return redirect(page.back)


def seen(form: Form) -> datetime | None:
    """Return when what the form shows was last written; None if it does not say so."""
    given = form.cleaned_data.get("seen", "")
    try:
        return datetime.fromisoformat(given) if given else None
    except ValueError:
        return None


def _show(
    request: Request, page: Writing, form: Form, *, status: int, now: tuple[tuple[str, str], ...] = ()
) -> HttpResponse:
    return show(request, "registry/form.html", {"page": page, "form": form, "now": now}, status=status)


def _values(row: Any, make: Callable[..., Form]) -> dict[str, Any]:
    if row is None:
        return {}
    found = {name: getattr(row, name) for name in make().fields if hasattr(row, name)}
    return {**found, "seen": row.updated_at.isoformat()}


def _put(form: Form, error: Refused | Stale) -> None:
    """Put a refusal beside the fields it is about, else above the form."""
    words = said(error)
    for name in [name for name in getattr(error, "fields", ()) if name in form.fields] or [None]:
        form.add_error(name, words)


def _news(row: Any, form: Form) -> tuple[tuple[str, str], ...]:
    """After a lost race: return what the other one wrote, and let the next try rest on it."""
    row.refresh_from_db()
    data = cast("QueryDict", form.data).copy()
    data["seen"] = row.updated_at.isoformat()
    form.data = data
    return tuple(
        (str(field.label), str(_shown(field.prepare_value(getattr(row, name)))))
        for name, field in form.fields.items()
        if name != "seen" and hasattr(row, name) and getattr(row, name) != form.cleaned_data.get(name)
    )


def _shown(value: Any) -> Any:
    return gettext("空") if value in (None, "") else value
