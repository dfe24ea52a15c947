"""What a thumb fills in on the forms of the three sides, and who does it; shared by their tests."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from linli.tripartite.models import Meeting
from tests.answers import body
from tests.tripartite.conftest import table as table  # the estate with its three sides

BASE = "/desk/tripartite"


@pytest.fixture
def as_(client, table):
    people = {
        "community": ("zhou", "community", "/1/1/", ""),
        "street": ("zhao", "subdistrict", "/1/", ""),
        "company": ("wang", "company", table.estate.path, table.company.organisation),
        "owner": ("liu", "owner", table.estate.path, ""),
        "neighbour": ("hu", "community", "/1/10/", ""),
        "organisation": ("he", "organisation", "/1/", ""),
    }

    def sign_in(who):
        name, role, path, organisation = people[who]
        client.force_login(table.town.person(name, role, path, organisation))
        return client

    return sign_in


def text(response) -> str:
    return body(response).decode()


def photo(name="现场.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def day(days=0):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def called(as_, table, **more):
    """Call a meeting through the form, from what is proposed."""
    form = {
        "title": "第一季度联席会议",
        "planned_at": f"{day()}T15:00",
        "place_note": "三楼",
        "agenda": ["missing:charge_rates", "mechanism:" + table.estate.code],
        "more": "楼道堆物\n\n",
        **more,
    }
    return as_("community").post(f"{BASE}/estates/{table.estate.code}/call/", form)


def sheet(meeting, **more):
    """Return what a thumb fills in on the sheet of a meeting with three items."""
    form = {
        "held_on": day(),
        "chair": "周敏",
        "side-community-present": "on",
        "side-community-names": "周敏",
        "side-company-present": "on",
        "side-company-names": "王海宁",
        "item-1-outcome": "一致同意",
        "item-1-text": "",
        "item-2-outcome": "同意，按决议办理",
        "item-2-text": "南门公示收费标准",
        "item-2-side": "company",
        "item-2-due_on": day(7),
        "item-2-owner": "王海宁",
        "minutes": "气氛很好",
    }
    return {**form, **more}


@pytest.fixture
def minuted(as_, table):
    called(as_, table)
    meeting = Meeting.objects.get()
    as_("community").post(f"{BASE}/meetings/{meeting.pk}/minute/", sheet(meeting))
    meeting.refresh_from_db()
    return meeting
