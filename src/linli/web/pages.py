"""How a page declares itself, and how one view answers both a browser and htmx."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from linli.doors.http import Request
from linli.kernel.errors import NotAllowed, Refused

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]
PUBLIC = "public"


def page_for(permission: str, *, clauses: Sequence[str] = ()) -> Callable[[View[P]], View[P]]:
    """Declare who may open a view and which clauses of the guideline it serves.

    permission: held at some place at least, else 403; "public" lets strangers in, "" wants a sign-in only.
    Which rows the actor sees there is the queries' affair. `linli clauses` lists what is declared here.
    """

    def declare(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def run(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if permission not in ("", PUBLIC) and not request.actor.may_somewhere(permission):
                raise NotAllowed(
                    "您的岗位没有打开这一页的权限。如有需要，请联系系统管理员调整岗位。",
                    "Your posting may not open this page. Ask the administrator if you need it.",
                )
            return view(request, *args, **kwargs)

        run.permission = permission  # type: ignore[attr-defined]
        run.clauses = tuple(clauses)  # type: ignore[attr-defined]
        return cast("View[P]", login_not_required(run) if permission == PUBLIC else run)

    return declare


def show(
    request: Request, template: str, context: dict[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """Render `part` for an htmx swap, else `template`, which includes it."""
    swap = bool(part) and bool(request.htmx) and not request.htmx.boosted
    response = render(request, part if swap else template, context, status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


def done(request: Request, to: str, part: str = "", context: dict[str, Any] | None = None) -> HttpResponse:
    """After a write: swap in `part` for htmx, send a browser on to `to`."""
    if part and request.htmx:
        return render(request, part, context or {})
    return redirect(to)


def cleaned(form: BaseForm) -> dict[str, Any]:
    """Return what the form read, for forms whose errors need no redisplay.

    :raises Refused: with every error of the form in one message
    """
    if not form.is_valid():
        words = " ".join(str(m) for messages in form.errors.values() for m in messages)
        raise Refused(words, words, fields=tuple(form.errors))
    return form.cleaned_data
