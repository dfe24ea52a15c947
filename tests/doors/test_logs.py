from __future__ import annotations

import json
import logging

from django.http import HttpResponseNotFound
from django.test import RequestFactory
from django.urls import resolve
from django.utils.log import log_response

from linli.doors.logs import JsonFormatter


def line(record):
    return json.loads(JsonFormatter().format(record))


def said(caplog, path, response):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    with caplog.at_level(logging.WARNING, logger="django.request"):
        log_response("%s: %s", "Not Found", path, response=response, request=request)
    return line(caplog.records[-1])


def test_what_goes_wrong_is_logged_with_its_route_and_not_with_its_path(caplog):
    found = said(caplog, "/e/410402008004001-S3CRET/", HttpResponseNotFound())

    assert "S3CRET" not in json.dumps(found)
    assert found["message"] == "Not Found: e/<str:code>/"


def test_an_address_nobody_knows_is_not_repeated_in_the_log(caplog, client, db):
    with caplog.at_level(logging.WARNING, logger="django.request"):
        client.get("/13800001111/")

    assert "13800001111" not in "".join(JsonFormatter().format(each) for each in caplog.records)


def test_only_the_extras_we_name_get_out():
    record = logging.LogRecord("linli.access", logging.INFO, "", 1, "request", None, None)
    record.request_id, record.phone = "abc", "13800001111"

    found = line(record)

    assert found["request_id"] == "abc"
    assert "13800001111" not in json.dumps(found)
