"""The API as one object, with one way of saying no."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import django_auth

from linli.api import assessment, people, public, registry
from linli.doors.middleware import said, status_of
from linli.kernel.errors import DomainError

api = NinjaAPI(title="Linli 邻里", version="1", auth=django_auth, docs_url=None, urls_namespace="api")


@api.exception_handler(DomainError)
def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    return api.create_response(request, said(error), status=status_of(error))


api.add_router("", people.router)
api.add_router("", registry.router)
api.add_router("", assessment.router)
api.add_router("", public.router)
