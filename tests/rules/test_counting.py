"""How records answer the score sheet, as the pack says it; what it says wrongly is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rules import packs
from linli.rules.duties.prorata import asked, whole_months
from linli.rules.packs import opening

FOLDER = Path(packs.__file__).parent / "xinhua_2022"
PACK = packs.load("xinhua-2022")


def faults(old, new):
    """Return the faults of the pack's own files with one text replaced, unlocked."""
    files = {each.name: each.read_bytes() for each in FOLDER.iterdir() if each.suffix in (".toml", ".csv")}
    text = files["rounds.toml"].decode()
    assert old in text
    files["rounds.toml"] = text.replace(old, new, 1).encode()
    with pytest.raises(packs.PackRefused) as refused:
        opening.read(files)
    return " ".join(each.en for each in refused.value.faults)


@pytest.mark.clause("S1", "S3")
def test_the_pack_says_which_meetings_and_elements_answer_which_fact():
    counting = PACK.rounds.counting

    assert {each.fact for each in counting.held} == {
        "party_life.meetings_held",
        "party_life.theme_days_held",
    }
    assert len(counting.elements_of("company")) == 5
    assert set(counting.elements_of("courtyard")) == {"flag", "signs", "members"}
    assert counting.elements_of("ship") == {}
    assert len(counting.readings()) == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('verbs = ["activity.theme_day"]', "verbs = []", "must list verbs"),
        ('verbs = ["activity.theme_day"]', 'verbs = ["meeting.minute"]', "must list verbs"),
        ('elements = ["signs", "flag", "members"]', 'elements = ["signs", "flag"]', "one by one"),
        ('elements = ["signs", "flag", "members"]', 'elements = ["signs", "flag", "cake"]', "one by one"),
        ('kind = "courtyard"', 'kind = "company"', "stands there twice"),
        ('fact = "party_life.theme_days_held"', 'fact = "satisfaction.rate"', "rate"),
    ],
)
def test_what_nobody_could_count_is_a_fault(old, new, said):
    assert said in faults(old, new)


@pytest.mark.clause("S1")
@pytest.mark.parametrize(
    ("start", "last", "months"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), 3),
        (date(2026, 1, 1), date(2026, 3, 30), 2),
        (date(2026, 1, 2), date(2026, 3, 31), 2),
        (date(2025, 11, 15), date(2026, 2, 28), 3),
        (date(2026, 3, 5), date(2026, 3, 20), 0),
        (date(2026, 4, 1), date(2026, 3, 20), 0),
    ],
)
def test_only_whole_months_are_counted(start, last, months):
    assert whole_months(start, last) == months


@pytest.mark.clause("S1")
def test_a_quarter_asks_for_three_themed_days_one_members_meeting_and_no_lecture():
    rules = PACK.duties

    assert [asked(rules.get(id), 3) for id in ("theme_day", "members_meeting", "lecture")] == [3, 1, 0]
    assert [asked(rules.get(id), 12) for id in ("theme_day", "members_meeting", "lecture")] == [12, 4, 2]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.integers(0, 900))
def test_months_add_up_and_never_shrink(start, days, more):
    def at(number):
        return date.fromordinal(start.toordinal() + number)

    assert 0 <= whole_months(start, at(days)) <= whole_months(start, at(days + more))
