from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.errors import Refused
from linli.rules import ballot, ballot_file
from linli.rules.ballot import Ballot, Choice, Unit, Vote


def units(*areas: int) -> tuple[Unit, ...]:
    return tuple(Unit(f"u{n}", area, f"o{n}") for n, area in enumerate(areas))


def said(choices: str) -> tuple[Ballot, ...]:
    """One letter per owner: f for, a against, b abstain, v void, - silent."""
    words = {"f": Choice.FOR, "a": Choice.AGAINST, "b": Choice.ABSTAIN, "v": Choice.VOID}
    return tuple(Ballot(f"o{n}", words[letter]) for n, letter in enumerate(choices) if letter in words)


def outcome(
    choices: str, matter: str = "select_company", areas: tuple[int, ...] | None = None, **rules: bool
):
    return ballot.tally(Vote(matter, units(*(areas or (100,) * len(choices))), said(choices), **rules))


@pytest.mark.clause("I8")
@pytest.mark.parametrize(
    ("choices", "matter", "quorum", "passed"),
    [
        ("fff---", "select_company", False, False),
        ("ffff--", "select_company", True, True),  # exactly two thirds take part
        ("ffaa--", "select_company", True, False),  # exactly half in favour is not more than half
        ("fffa--", "select_company", True, True),
        ("fffa--", "raise_maintenance_fund", True, True),  # exactly three quarters
        ("ffaa--", "rebuild", True, False),
        ("ffab", "dismiss_company", True, False),  # an abstention takes part and is not in favour
        ("fffv", "use_maintenance_fund", True, True),  # a void ballot does not take part
        ("ffvv", "use_maintenance_fund", False, False),
        ("------", "rebuild", False, False),  # nobody took part: three quarters of nothing
    ],
)
def test_the_thresholds_of_article_278(choices, matter, quorum, passed):
    result = outcome(choices, matter)

    assert (result.quorum.met, result.passed) == (quorum, passed)


def test_one_cent_of_a_square_metre_decides():
    assert outcome("ff-", areas=(1, 199_999, 100_000)).quorum.area.met
    assert not outcome("ff-", areas=(1, 199_998, 100_000)).quorum.area.met


def test_area_alone_is_not_enough_and_neither_are_heads():
    rich = outcome("faa", areas=(1000, 1, 1))
    many = outcome("ffa", areas=(1, 1, 1000))

    assert rich.approval.area.met
    assert not rich.approval.owners.met
    assert not rich.passed
    assert many.approval.owners.met
    assert not many.passed


def test_an_owner_of_several_units_is_one_head_with_all_areas():
    flats = (Unit("1", 100, "a"), Unit("2", 100, "a"), Unit("3", 100, "b"))

    result = ballot.tally(Vote("elect_committee", flats, (Ballot("a", Choice.FOR),)))

    assert (result.quorum.owners.have, result.quorum.owners.of) == (1, 2)
    assert (result.quorum.area.have, result.quorum.area.of) == (200, 300)


def test_the_same_ballot_twice_counts_once_and_is_noted():
    result = ballot.tally(Vote("rebuild", units(1), said("f") * 3))

    assert result.approval.owners.have == 1
    assert [(note.kind, note.owner) for note in result.notes] == [("repeated", "o0")]


def test_ballots_that_contradict_each_other_are_void_and_noted():
    result = ballot.tally(Vote("rebuild", units(1), said("f") + said("a")))

    assert result.quorum.owners.have == 0
    assert [(note.kind, note.owner) for note in result.notes] == [("conflicting", "o0")]


def test_parking_counts_only_where_the_owners_say_so():
    flats = (Unit("1", 100, "a"), Unit("P1", 10, "a", "parking"), Unit("P2", 10, "b", "parking"))
    box = (Ballot("a", Choice.FOR), Ballot("b", Choice.FOR))

    without = ballot.tally(Vote("other_ordinary", flats, box))
    counted = ballot.tally(Vote("other_ordinary", flats, box, count_parking=True))

    assert (without.quorum.area.of, without.quorum.owners.of, without.rules_used) == (100, 1, ())
    assert [note.kind for note in without.notes] == ["not_counted"]
    assert (counted.quorum.area.of, counted.quorum.owners.of) == (120, 2)
    assert counted.rules_used == ("count_parking",)


def test_the_silent_follow_the_majority_only_where_the_owners_say_so():
    alone = outcome("ffa---")
    followed = outcome("ffa---", silence_follows_majority=True)

    assert not alone.quorum.met
    assert followed.passed
    assert followed.approval.owners.have == 5
    assert followed.rules_used == ("silence_follows_majority",)


def test_the_silent_follow_a_majority_against_too():
    assert outcome("faa---", silence_follows_majority=True).approval.owners.have == 1


@pytest.mark.parametrize(
    ("choices", "areas"),
    [("fa--", (1, 1, 1, 1)), ("ffa-", (1, 1, 9, 5)), ("vv--", (1, 1, 1, 1)), ("ffaabb-", (1,) * 7)],
)
def test_without_a_majority_by_area_and_heads_the_silent_follow_nobody(choices, areas):
    result = outcome(choices, areas=areas, silence_follows_majority=True)

    assert result.rules_used == ()
    assert result.notes[-1].kind == "no_majority_to_follow"


def test_owners_whose_ballots_are_void_are_not_silent():
    assert outcome("ffv", silence_follows_majority=True).quorum.owners.have == 2


def test_a_vote_with_faults_is_not_counted():
    with pytest.raises(ValueError, match="area"):
        ballot.tally(Vote("rebuild", units(0), ()))


CHOICES = st.text("fabv-", min_size=1, max_size=9)
AREAS = st.lists(st.integers(1, 30_000), min_size=9, max_size=9)


@given(CHOICES, AREAS, st.sampled_from(sorted(ballot.MATTERS)))
def test_the_outcome_is_what_fractions_say(choices, areas, matter):
    result = outcome(choices, matter, tuple(areas[: len(choices)]))

    def share(letters: str, among: str, weight: list[int]) -> Fraction:
        of = sum(w for w, c in zip(weight, choices, strict=False) if c in among)
        have = sum(w for w, c in zip(weight, choices, strict=False) if c in letters)
        return Fraction(have, of) if of else Fraction(0)

    measures = (areas, [1] * 9)
    quorum = all(share("fab", "fabv-", m) >= Fraction(2, 3) for m in measures)
    shares = [share("f", "fab", m) for m in measures]
    special = matter in ballot.SPECIAL
    approved = all(s >= Fraction(3, 4) if special else s > Fraction(1, 2) for s in shares)
    assert result.quorum.met == quorum
    assert result.passed == (quorum and approved)


@given(CHOICES, AREAS, st.randoms())
def test_the_order_of_units_and_ballots_does_not_matter(choices, areas, random):
    flats, box = list(units(*areas[: len(choices)])), list(said(choices))
    random.shuffle(flats)
    random.shuffle(box)

    shuffled = ballot.tally(Vote("rebuild", tuple(flats), tuple(box)))

    assert shuffled == outcome(choices, "rebuild", tuple(areas[: len(choices)]))


@given(CHOICES, AREAS)
def test_a_vote_turned_in_favour_never_hurts(choices, areas):
    """From against or abstain to for: who takes part stays, so passing can only become easier."""
    better = choices.replace("a", "f", 1)
    before, after = (outcome(c, areas=tuple(areas[: len(choices)])) for c in (choices, better))

    assert after.passed or not before.passed


PAPER = {
    "matter": "select_company",
    "units": [{"id": "1-101", "area": "89.50", "owner": "o1"}, {"id": 102, "area": 0.1, "owner": "o2"}],
    "ballots": [{"owner": "o1", "choice": "for"}],
}


def read(**changes: object):
    document, twice = ballot_file.loads(json.dumps({**PAPER, **changes}))
    vote, found = ballot_file.read(document)
    return vote, [*twice, *found]


def test_a_file_is_read_exactly():
    vote, found = read()

    assert found == []
    assert [(unit.id, unit.area) for unit in vote.units] == [("1-101", 8950), ("102", 10)]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"matter": "win"}, ["matter"]),
        ({"matter": None}, ["matter"]),
        ({"units": []}, ["units", "ballots[0].owner"]),
        ({"units": None}, ["units", "ballots[0].owner"]),
        ({"units": [7, *PAPER["units"]]}, ["units[0]"]),
        ({"ballots": None}, ["ballots"]),
        ({"ballots": [{"owner": "o9", "choice": "for"}]}, ["ballots[0].owner"]),
        ({"ballots": [{"owner": "o1", "choice": "FOR!"}]}, ["ballots[0].choice"]),
        ({"ballots": [{"choice": "for"}]}, ["ballots[0].owner"]),
        ({"rules": {"silence": True}}, ["rules.silence"]),
        ({"rules": {"count_parking": "yes"}}, ["rules.count_parking"]),
        ({"rules": []}, ["rules"]),
        ({"units": [*PAPER["units"], PAPER["units"][0]]}, ["units[2].id"]),
    ],
)
def test_each_fault_is_named_where_it_stands(changes, where):
    _, found = read(**changes)

    assert [fault.where for fault in found] == where
    assert all(fault.reason.zh and fault.reason.en for fault in found)


@pytest.mark.parametrize(
    "area", ["0", 0, -1, "-0.01", "1.005", "x", None, True, [], "1_0", "1e999999999999", "٣"]
)
def test_an_area_that_is_none_is_a_fault(area):
    _, found = read(units=[{"id": "1", "area": area, "owner": "o1"}])

    assert [fault.where for fault in found] == ["units[0].area"]


def test_all_faults_come_at_once():
    _, found = read(matter="?", units=[{"id": "", "area": "0", "owner": "o1"}], ballots=[{"owner": "x"}])

    assert [fault.where for fault in found] == [
        "units[0].id",
        "units[0].area",
        "ballots[0].choice",
        "matter",
        "ballots[0].owner",
    ]


def test_a_key_given_twice_is_a_fault_and_not_a_silent_choice():
    _, twice = ballot_file.loads('{"matter": "rebuild", "matter": "select_company"}')

    assert [fault.where for fault in twice] == ["matter"]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, b"\xff\xfe\xff", '{"a": tru}'])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(Refused):
        ballot_file.loads(text)


def test_the_answer_has_the_shape_of_the_contract():
    vote, _ = read()

    answer = ballot_file.as_json(ballot.tally(vote))

    assert answer["quorum"] == {
        "area": {"have": "89.50", "of": "89.60", "needs": ">= 2/3", "met": True},
        "owners": {"have": "1", "of": "2", "needs": ">= 2/3", "met": False},
        "met": False,
    }
    assert answer["approval"]["area"] == {"have": "89.50", "of": "89.50", "needs": "> 1/2", "met": True}
    assert answer["passed"] is False
