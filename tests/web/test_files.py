from __future__ import annotations

import pytest
from django.urls import reverse

from linli.base import files
from tests.answers import body
from tests.base.test_files import PDF
from tests.base.test_photos import picture


@pytest.fixture
def kept(town, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    actor = town.actor("hu", "community", "/1/1/")
    return {
        name: files.store(actor=actor, raw=raw, name=name, place="/1/1/", permission="estate.view", now=now)
        for name, raw in (("合同", PDF), ("照片", picture((900, 600))))
    }


def sign_in(client, town, name, role, path):
    client.force_login(town.person(name, role, path))
    return client


def test_a_document_is_handed_over_to_be_kept_and_never_run(client, town, kept):
    sign_in(client, town, "chen", "bureau", "/1/")

    response = client.get(reverse("files:file", args=[kept["合同"].pk]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"].startswith("private")


def test_a_photo_is_shown_and_has_a_small_one(client, town, kept):
    sign_in(client, town, "chen", "bureau", "/1/")

    large = client.get(reverse("files:file", args=[kept["照片"].pk]))
    small = client.get(reverse("files:small", args=[kept["照片"].pk]))

    assert large["Content-Disposition"].startswith("inline")
    sizes = [len(b"".join(response.streaming_content)) for response in (large, small)]
    assert sizes[1] < sizes[0]


def test_the_same_file_is_not_sent_twice(client, town, kept):
    sign_in(client, town, "chen", "bureau", "/1/")
    address = reverse("files:file", args=[kept["合同"].pk])
    first = client.get(address)
    body(first)
    tag = first["ETag"]

    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(("role", "path"), [("community", "/1/10/"), ("bureau", "/2/"), ("admin", "/1/")])
def test_whoever_may_not_see_it_is_told_there_is_none(client, town, kept, role, path):
    sign_in(client, town, "other", role, path)

    assert client.get(reverse("files:file", args=[kept["合同"].pk])).status_code == 404
    assert client.get(reverse("files:small", args=[kept["照片"].pk])).status_code == 404
    assert client.get(reverse("files:file", args=[10**6])).status_code == 404
