"""The reference page of the benchmarks: 50 rows × 6 columns, one indexed query, a base template."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.template.loaders.filesystem import Loader

from bench.site.models import Ticket

FOLDER = str(Path(__file__).parent / "templates")
ENGINE = Engine(
    loaders=[("django.template.loaders.cached.Loader", [(f"{Loader.__module__}.Loader", [FOLDER])])]
)


@login_not_required
def reference(request: HttpRequest) -> HttpResponse:
    rows = Ticket.objects.order_by("-created_at")[:50]
    return HttpResponse(ENGINE.get_template("list.html").render(Context({"rows": rows})))
