from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from linli.base import calendar as base_calendar
from linli.base import options
from linli.cli.health import database, software, storage, surroundings
from linli.cli.health.finding import Finding, Level
from linli.kernel.actor import Actor
from linli.kernel.workdays import Day, Workdays
from tests.cli.commands import linli


def levels(findings) -> dict[str, str]:
    return {finding.check: finding.level.value for finding in findings}


def test_a_house_that_is_set_up_has_no_faults(set_up):
    answer = linli(set_up, "doctor", "--json")

    report = json.loads(answer.out)
    assert answer.status == 0, answer.out
    assert report["sound"] is True
    assert {"database.migrated", "database.journal", "storage.static", "storage.fonts"} <= {
        finding["check"] for finding in report["findings"]
    }


def test_a_bare_house_is_told_what_to_do(bare):
    answer = linli(bare(), "doctor", "--lang", "en")

    assert answer.status == 1
    assert "✗" in answer.out
    assert "→ linli setup" in answer.out


def test_every_fault_and_warning_says_the_mend(bare):
    findings = json.loads(linli(bare(), "doctor", "--json").out)["findings"]

    for finding in findings:
        assert finding["zh"]
        assert finding["en"]
        assert ("mend_zh" in finding) == (finding["level"] != "good"), finding


def test_a_key_that_others_can_read_is_a_fault(own):
    (own.folder / "secrets" / "field_key").chmod(0o644)

    report = json.loads(linli(own, "doctor", "--json").out)

    levels = {finding["check"]: finding["level"] for finding in report["findings"]}
    assert levels["storage.field_key"] == "fault"
    assert levels["storage.secret_key"] == "good"


def test_dependencies_are_compared_with_the_lock(tmp_path):
    lock = tmp_path / "base.txt"
    lock.write_text(
        "click==0.0.1 \\\n    --hash=sha256:00\nno-such-thing==1.0\ntzdata==1 ; sys_platform == 'win32' \\\n"
    )

    (finding,) = software.dependencies(lock)

    assert finding.level is Level.FAULT
    assert "click==0.0.1" in finding.text.en
    assert "no-such-thing==1.0 (—)" in finding.text.en
    assert "tzdata" not in finding.text.en


def test_an_installed_package_without_a_checkout_is_only_a_warning(tmp_path):
    assert levels(software.dependencies(tmp_path / "none")) == {"software.dependencies": "warning"}


@pytest.mark.parametrize(
    ("free", "level"),
    [(0, "fault"), (200 * 1024**2, "warning"), (2 * 1024**3 - 1, "warning"), (2 * 1024**3, "good")],
)
def test_space_is_judged_by_what_is_left(free, level):
    assert levels(storage.free_space(free)) == {"storage.space": level}


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (10, {"surroundings.calendar_this_year": "good"}),
        (11, {"surroundings.calendar_this_year": "good", "surroundings.calendar_next_year": "warning"}),
    ],
)
def test_next_years_calendar_is_missed_once_it_is_usually_announced(month, expected):
    calendar = Workdays([Day(date(2026, 1, 1), workday=False)])

    assert levels(surroundings.calendar(datetime(2026, month, 5, tzinfo=UTC), calendar)) == expected


@pytest.mark.django_db
def test_a_clock_that_runs_behind_the_code_is_a_fault(now):
    assert levels(surroundings.clock(now)) == {"surroundings.clock": "good"}
    assert levels(surroundings.clock(datetime(1999, 1, 1, tzinfo=UTC))) == {"surroundings.clock": "fault"}


def test_what_would_be_unsafe_on_an_open_network_is_found(settings):
    settings.DEBUG, settings.HTTPS = True, False

    found = levels(surroundings.exposure())

    assert found == {"surroundings.debug": "fault", "surroundings.https": "warning"}


@pytest.mark.django_db
@pytest.mark.parametrize(("roles", "level"), [(["admin"], "good"), ([], "warning")])
def test_the_second_factor_is_judged_by_what_the_installation_chose(roles, level, now):
    options.choose(actor=Actor.system("test"), key="second_factor_roles", value=roles, now=now)

    assert levels(surroundings.second_factor()) == {"surroundings.second_factor": level}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("demo", "https", "level"), [(False, True, "good"), (True, False, "warning"), (True, True, "fault")]
)
def test_demo_accounts_are_a_fault_where_others_can_reach_them(demo, https, level, settings, now):
    options.choose(actor=Actor.system("test"), key="demo", value=demo, now=now)
    settings.HTTPS = https

    assert levels(database.demonstration()) == {"database.demo": level}


def test_findings_are_documents_in_both_languages():
    (finding,) = storage.free_space(0)

    assert isinstance(finding, Finding)
    assert finding.as_json().keys() == {"check", "level", "zh", "en", "mend_zh", "mend_en"}


@pytest.mark.django_db
def test_a_calendar_that_was_loaded_counts(now):
    days = [Day(date(2027, 1, 1), workday=False)]
    base_calendar.load_year(actor=Actor.system("test"), year=2027, days=days, now=now)

    found = surroundings.calendar(datetime(2026, 12, 1, tzinfo=UTC), surroundings.calendar_in_use())

    assert levels(found)["surroundings.calendar_next_year"] == "good"
