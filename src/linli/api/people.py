"""Who is asking, for programs: one's own account, postings, and what they let one do where."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from linli.doors.http import Request
from linli.people.queries import people

router = Router(tags=["people"])


class PostingOut(Schema):
    """place: path of the place, e.g. "/4104/410402/"; until: the day it ends, without it, null if none."""

    role: str
    place: str
    place_name: str
    organisation: str
    title: str
    since: date
    until: date | None


class MeOut(Schema):
    """permissions: by name, the paths under which they are held."""

    username: str
    name: str
    postings: list[PostingOut]
    permissions: dict[str, list[str]]


@router.get("/me", response=MeOut, summary="我是谁，能做什么 · Who I am and what I may do")
def me(request: HttpRequest) -> dict[str, Any]:
    actor = cast(Request, request).actor
    user, held = people.own(actor), people.held(actor, on=timezone.localdate())
    names = sorted({grant.permission for grant in actor.grants})
    return {
        "username": user.username,
        "name": user.name,
        "postings": [
            {
                "role": row.role,
                "place": row.place.path,
                "place_name": row.place.short,
                "organisation": row.organisation,
                "title": row.title,
                "since": row.since,
                "until": row.until,
            }
            for row in held
        ],
        "permissions": {name: list(actor.reach(name)) for name in names},
    }
