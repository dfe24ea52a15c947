"""Read a round of the assessment as it is to be published: who did what stays, who they are does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from linli.assessment.models import Appeal, Party, Round, Score
from linli.assessment.scoring.judge import ENGLISH
from linli.assessment.terms import AppealState
from linli.kernel.actor import Actor
from linli.people.models import Place
from linli.publication import wording
from linli.publication.copies import RoundCopy, ScoreCopy, Standing
from linli.publication.models import PublishedRound
from linli.publication.terms import Stage
from linli.rules import bundle, packs
from linli.rules.packs import Pack

CHUNK = 500
KEPT = ("value", "source", "note", "role", "party", "on", "place", "reason", "sample", "evidence", "ruling")


def round_copy(actor: Actor, round_: Round, *, stage: str, decided_by: str) -> RoundCopy:
    """Return a round as it is to be published; four queries."""
    pack = packs.load(round_.policy)
    place = Place.objects.filter(path=round_.path).values_list("name", flat=True).first()
    draft = current_draft(actor, round_)
    return RoundCopy(
        code=round_.code,
        title=round_.title,
        stage=stage,
        start=round_.start,
        end=round_.end,
        path=round_.path,
        place_name=place or "",
        policy=round_.policy,
        policy_hash=round_.pack_sha256,
        policy_title=pack.title_zh,
        decided_by=decided_by,
        card=wording.items(pack.card),
        sections=wording.sections(pack.card),
        grades=[{"zh": grade.name_zh, "en": grade.name_en} for grade in pack.card.grades],
        parties=_parties(round_),
        objection_until=round_.objection_due,
        objection_provisional=round_.objection_provisional,
        draft_at=(draft.draft_at or draft.published_at) if draft else None,
        engine=round_.engine if round_.engine == bundle.engine() else "",
    )


def current_draft(actor: Actor, round_: Round) -> PublishedRound | None:
    """Return the draft of a round that the public reads now; one query."""
    found: PublishedRound | None = (
        PublishedRound.objects.current().filter(code=round_.code, path=round_.path, stage=Stage.DRAFT).first()
    )
    return found


def _parties(round_: Round) -> list[dict[str, Any]]:
    return [
        {"zh": party.name, "en": ENGLISH[party.kind], "weight": party.weight or None}
        for party in Party.objects.filter(round=round_)
    ]


def standings(actor: Actor, round_: Round) -> list[Standing]:
    """Return what ranking needs of every scored estate; one query."""
    rows = Score.objects.filter(round=round_, current=True)
    found = rows.values_list("subject__code", "total", "vetoed", "complete")
    return [Standing(code, total, vetoed, complete) for code, total, vetoed, complete in found]


def scores(actor: Actor, round_: Round) -> Iterator[ScoreCopy]:
    """Yield the current score of every estate; two queries and one more per 500 appealed ones."""
    pack = packs.load(round_.policy)
    appeals = _appeals(round_, pack)
    rows = Score.objects.filter(round=round_, current=True).select_related("subject")
    for score in rows.order_by("path").iterator(chunk_size=CHUNK):
        yield _score(score, pack, appeals.get(score.subject_id, []))


def _score(score: Score, pack: Pack, appeals: list[dict[str, Any]]) -> ScoreCopy:
    subject = score.subject
    grades = {grade.id: grade.name_zh for grade in pack.card.grades}
    return ScoreCopy(
        estate_code=subject.code,
        estate_name=subject.name,
        initials=subject.initials,
        path=subject.path,
        subdistrict=subject.subdistrict,
        community=subject.community,
        company=subject.company_name,
        mode=subject.mode,
        households=subject.households,
        total=score.total,
        bonus=score.bonus,
        complete=score.complete,
        vetoed=score.vetoed,
        grade=grades.get(score.grade, ""),
        result=score.result,
        facts=_replaced({name: _nameless(fact) for name, fact in score.facts.items()}, appeals),
        awards={item: _nameless(award, "points") for item, award in score.awards.items()},
        appeals=appeals,
        parties={kind: _party(kind, sheet) for kind, sheet in score.parties.items()},
    )


def _nameless(entry: dict[str, Any], *more: str) -> dict[str, Any]:
    """Return what may be published of a fact or a judgement: no name of a person."""
    return {name: entry[name] for name in (*KEPT, *more) if name in entry}


def _party(kind: str, sheet: dict[str, Any]) -> dict[str, Any]:
    head: dict[str, Any] = {
        name: sheet[name] for name in ("order", "who", "who_en", "weight", "items") if name in sheet
    }
    return {
        "who_en": ENGLISH.get(kind, kind),
        **head,
        "facts": {name: _nameless(fact) for name, fact in sheet["facts"].items()},
        "awards": {item: _nameless(award, "points") for item, award in sheet["awards"].items()},
        "result": sheet["result"],
    }


def _replaced(facts: dict[str, Any], appeals: list[dict[str, Any]]) -> dict[str, Any]:
    for appeal in appeals:
        if appeal["accepted"] and appeal["fact"] in facts:
            old = {"value": appeal["value_before"], "reason": appeal["answer"]}
            facts[appeal["fact"]].setdefault("replaced", []).append(old)
    return facts


def _appeals(round_: Round, pack: Pack) -> dict[int, list[dict[str, Any]]]:
    """Return the answered appeals of a round by subject, with the item's points before and after."""
    rows = list(
        Appeal.objects.filter(round=round_, state__in=[AppealState.ACCEPTED, AppealState.REJECTED]).order_by(
            "id"
        )
    )
    points = _points(round_, {row.subject_id for row in rows if row.state == AppealState.ACCEPTED})
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row.subject_id].append(_appeal(row, pack, points))
    return found


def _appeal(row: Appeal, pack: Pack, points: dict[tuple[int, int], dict[str, str]]) -> dict[str, Any]:
    item = pack.card.item(row.item)
    before = points.get((row.subject_id, row.version_before or 0), {})
    after = points.get((row.subject_id, row.version_after or 0), {})
    return {
        "item": row.item,
        "title_zh": item.title_zh,
        "title_en": item.title_en,
        "grounds": row.grounds,
        "answer": row.answer,
        "accepted": row.state == AppealState.ACCEPTED,
        "on": timezone.localtime(row.made_at).date().isoformat(),
        "answered_on": timezone.localtime(row.answered_at).date().isoformat() if row.answered_at else "",
        "fact": row.fact,
        "value_before": row.value_before,
        "value_after": row.value_after,
        "old": before.get(row.item, ""),
        "new": after.get(row.item, ""),
    }


def _points(round_: Round, subjects: set[int]) -> dict[tuple[int, int], dict[str, str]]:
    """Return each item's points in every version of the scores of these subjects; one query per 500."""
    found: dict[tuple[int, int], dict[str, str]] = {}
    wanted = sorted(subjects)
    for start in range(0, len(wanted), CHUNK):
        rows = Score.objects.filter(round=round_, subject__in=wanted[start : start + CHUNK])
        for subject, version, result in rows.values_list("subject_id", "version", "result"):
            found[subject, version] = {each["id"]: each["score"] or "" for each in result["items"]}
    return found
