"""A reworded reason is told apart from a changed score, and never taken for one."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from linli.rules.bundle import Subject, check, check_code, engine, make, make_round
from linli.rules.verifier import manifest
from linli.rules.verifier.single import ENTRY, needed
from tests.rules.bundles import ABOUT, PACK, Verifier, facts, subject

LOST = facts(tripartite__activities=0, satisfaction__rate="83.6", lines__findings=3)
TRUE = subject(kept=LOST)


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Verifier]:
    found = Verifier(tmp_path_factory.mktemp("verifier"))
    yield found
    found.close()


def bundle(change: Callable[[dict[str, Any]], None], engine: str = "") -> bytes:
    """Return a bundle whose hashes all fit, with one deduction of its result changed."""
    result = json.loads(json.dumps(TRUE.result))
    item = next(each for each in result["items"] if each["id"] == "tripartite")
    change(item["deductions"][0])
    return make(PACK, dataclasses.replace(ABOUT, engine=engine), dataclasses.replace(TRUE, result=result))


def reworded(deduction: dict[str, Any]) -> None:
    deduction["reason_zh"], deduction["reason_en"] = "一次活动都没有", "not one activity"


OTHER = "0" * 64


@pytest.mark.clause("I2")
@pytest.mark.parametrize("worded_by", ["", OTHER], ids=["not said", "another engine"])
def test_a_reason_that_another_version_worded_is_reported_apart(verifier: Verifier, worded_by: str) -> None:
    data = bundle(reworded, worded_by)
    report = check(data)

    assert report.same
    assert [each.place for each in report.wording] == ["410402-0137 › items › tripartite › deductions"]
    assert "一次活动都没有" in report.wording[0].published
    assert "不算不一致" in "\n".join(report.lines())
    status, said = verifier(data)
    assert status == 0
    assert json.loads(said) == report.as_json()


def test_the_engine_that_worded_a_reason_does_not_word_it_otherwise(verifier: Verifier) -> None:
    data = bundle(reworded, engine())
    report = check(data)

    assert not report.same
    assert report.wording == ()
    status, said = verifier(data)
    assert status == 1
    assert json.loads(said) == report.as_json()


@pytest.mark.parametrize(
    "change",
    [
        lambda each: each.update(points="1.00"),
        lambda each: each.update(fact="tripartite.mechanism_established"),
        lambda each: each.update(discretion=True),
        lambda each: each.update(reason_zh="别的话", points="1.50"),
        lambda each: each.clear(),
    ],
    ids=["points", "fact", "discretion", "points and words", "nothing left"],
)
@pytest.mark.parametrize("worded_by", ["", OTHER], ids=["not said", "another engine"])
def test_points_facts_and_marks_are_compared_whoever_worded_them(
    change: Callable[[dict[str, Any]], None], worded_by: str
) -> None:
    report = check(bundle(change, worded_by))

    assert not report.same
    assert report.differences[0].place == "410402-0137 › items › tripartite › deductions"


def test_a_bundle_that_names_its_engine_is_found_the_same_and_has_another_check_code() -> None:
    plain = make(PACK, ABOUT, TRUE)
    named = make(PACK, dataclasses.replace(ABOUT, engine=engine()), TRUE)

    assert check(named).same
    assert check(named).wording == ()
    assert check(named).statement["engine"] == engine()
    assert "engine" not in check(plain).statement
    assert check_code(named) != check_code(plain)


def test_the_fingerprint_changes_with_the_words_and_with_nothing_else() -> None:
    sources = {name: path.read_text(encoding="utf-8") for name, path in needed(ENTRY).items()}
    steps, container = "linli.rules.scorecard.kinds.steps", "linli.rules.verifier.container"

    assert manifest.fingerprint(sources) == manifest.fingerprint(dict(reversed(sources.items()))) == engine()
    assert manifest.fingerprint({**sources, steps: sources[steps] + "#"}) != engine()
    assert manifest.fingerprint({**sources, container: ""}) == engine()


@pytest.mark.clause("S11")
def test_a_veto_that_was_ruled_out_by_name_is_recomputed_so(verifier: Verifier) -> None:
    kept = facts(satisfaction__rate="43.9")
    vetoed = subject(kept=kept)
    assert vetoed.result["vetoed"]
    ruling = {"stands": False, "reason": "只收回 12 份，第二次调查未达开展条件", "by": "陈立群"}
    ruled = {**kept, "satisfaction.rate": {**kept["satisfaction.rate"], "ruling": ruling}}
    lifted = Subject("410402-0137", "和顺家园", ruled, {**vetoed.result, "vetoed": False, "grade": "优秀"})

    for data in (make(PACK, ABOUT, lifted), make_round(PACK, ABOUT, [lifted])):
        assert check(data).same
        assert verifier(data)[0] == 0
    stands = {
        **kept,
        "satisfaction.rate": {**kept["satisfaction.rate"], "ruling": {**ruling, "stands": True}},
    }
    assert check(make(PACK, ABOUT, dataclasses.replace(vetoed, facts=stands))).same
    assert not check(make(PACK, ABOUT, dataclasses.replace(lifted, facts=stands))).same
