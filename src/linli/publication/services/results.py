"""Publishing a round: the copy, the decision and the journal line, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from linli.base import journal
from linli.base.command import command
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.publication.copies import Figures, Rank, RoundCopy, ScoreCopy, Standing, ranks
from linli.publication.models import PublishedRound, PublishedScore, PublishedSheet
from linli.publication.terms import Stage
from linli.rules.folding import fold

BATCH = 500
VERBS = {Stage.DRAFT: "result.publish_draft", Stage.FINAL: "result.publish"}
RENEWED = "result.renew_draft"


@command
def publish(
    *,
    actor: Actor,
    copy: RoundCopy,
    standings: list[Standing],
    scores: Iterable[ScoreCopy],
    now: datetime,
) -> PublishedRound:
    """Publish a round as copied, and supersede what was published of it before.

    standings: one per score, known beforehand; scores: streamed, so that a province needs no more memory
    A number of statements that grows only with the batches of 500.

    :raises NotAllowed: if the actor may not publish results there
    :raises Refused: if there is nothing to publish
    Source: clause I2
    """
    if not actor.may("result.publish", at=copy.path):
        raise NotAllowed("您没有公布考评结果的权限。", "You may not publish results here.", clause="I2")
    return _publish(actor, copy, standings, scores, verb=VERBS[Stage(copy.stage)], now=now)


@command
def renew(
    *,
    actor: Actor,
    copy: RoundCopy,
    standings: list[Standing],
    scores: Iterable[ScoreCopy],
    now: datetime,
) -> PublishedRound:
    """Put a new copy of a draft in the place of the one that an answered appeal has overtaken.

    The copy there was stays readable; a draft that was decided to be shown is not decided again.
    :raises NotAllowed: if the actor may not answer appeals there
    :raises Refused: if it is no draft
    Source: clause I2
    """
    if not actor.may("appeal.answer", at=copy.path):
        raise NotAllowed("您没有答复申诉的权限。", "You may not answer appeals here.", clause="I2")
    if copy.stage != Stage.DRAFT:
        raise Refused(
            "只有公示中的结果会随申诉更新。", "Only a draft is renewed after an appeal.", clause="I2"
        )
    return _publish(actor, copy, standings, scores, verb=RENEWED, now=now)


def _publish(
    actor: Actor,
    copy: RoundCopy,
    standings: list[Standing],
    scores: Iterable[ScoreCopy],
    *,
    verb: str,
    now: datetime,
) -> PublishedRound:
    if not standings:
        raise Refused("这一轮没有可公布的得分。", "This round has no score to publish.", clause="I2")
    before = _totals_before(copy)
    drafted = _totals_of_draft(copy)
    PublishedRound.objects.current().filter(code=copy.code).update(superseded_at=now)
    published = _round_row(copy, actor=actor, now=now)
    figures = _copy_scores(published, copy, ranks(standings), scores, before=before, drafted=drafted)
    line = journal.write(
        actor=actor,
        verb=verb,
        subject=published,
        at=now,
        place=copy.path,
        clause="I2",
        change={"code": ["", copy.code], "scores": [0, figures.count], "policy": ["", copy.policy_hash]},
    )
    published.figures = figures.as_json()
    published.journal_number, published.journal_hash = line.pk, line.hash
    published.save(update_fields=["figures", "journal_number", "journal_hash"])
    return published


def _round_row(copy: RoundCopy, *, actor: Actor, now: datetime) -> PublishedRound:
    return PublishedRound.objects.create(
        code=copy.code,
        title=copy.title,
        stage=copy.stage,
        start=copy.start,
        end=copy.end,
        path=copy.path,
        place_name=copy.place_name,
        policy=copy.policy,
        policy_hash=copy.policy_hash,
        engine=copy.engine,
        card=copy.card,
        figures={},
        journal_number=0,
        journal_hash="",
        decided_by=actor.user_id,
        decided_by_name=copy.decided_by,
        published_at=now,
        draft_at=copy.draft_at,
        objection_until=copy.objection_until,
        objection_provisional=copy.objection_provisional,
    )


def _copy_scores(
    published: PublishedRound,
    copy: RoundCopy,
    placed: dict[str, Rank],
    scores: Iterable[ScoreCopy],
    *,
    before: dict[str, int],
    drafted: dict[str, int],
) -> Figures:
    figures = Figures(copy)
    english = {grade["zh"]: grade["en"] for grade in copy.grades}
    worst = copy.grades[-1]["zh"] if copy.grades else ""
    for some in _batches(scores):
        rows = []
        for score in some:
            code = score.estate_code
            figures.add(score, before=before.get(code))
            row = _score_row(published, score, placed[code])
            row.grade_en = english.get(score.grade, "")
            row.failing = bool(worst) and score.grade == worst
            row.before = before.get(code)
            row.changed = code in drafted and drafted[code] != score.total
            rows.append(row)
        PublishedScore.objects.bulk_create(rows, batch_size=BATCH)
        PublishedSheet.objects.bulk_create(
            [
                PublishedSheet(
                    score=row,
                    result=score.result,
                    facts=score.facts,
                    awards=score.awards,
                    appeals=score.appeals,
                    parties=score.parties,
                )
                for row, score in zip(rows, some, strict=True)
            ],
            batch_size=BATCH,
        )
    return figures


def _batches(scores: Iterable[ScoreCopy]) -> Iterable[list[ScoreCopy]]:
    some: list[ScoreCopy] = []
    for score in scores:
        some.append(score)
        if len(some) == BATCH:
            yield some
            some = []
    if some:
        yield some


def _score_row(published: PublishedRound, score: ScoreCopy, placed: Rank) -> PublishedScore:
    return PublishedScore(
        round=published,
        estate_code=score.estate_code,
        estate_name=score.estate_name,
        folded=fold(score.estate_name),
        initials=score.initials,
        path=score.path,
        subdistrict=score.subdistrict,
        community=score.community,
        company=score.company,
        mode=score.mode,
        households=score.households,
        total=score.total,
        bonus=score.bonus,
        complete=score.complete,
        vetoed=score.vetoed,
        grade=score.grade,
        position=placed.position,
        rank=placed.rank,
    )


def _totals_before(copy: RoundCopy) -> dict[str, int]:
    """Return each estate's final total in the round before; empty if there was none."""
    earlier = (
        PublishedRound.objects.current()
        .filter(stage=Stage.FINAL, path=copy.path, start__lt=copy.start)
        .order_by("-start")
        .first()
    )
    return _totals(earlier)


def _totals_of_draft(copy: RoundCopy) -> dict[str, int]:
    """Return each estate's total in the draft as it was first shown, however often it was renewed since."""
    drafts = PublishedRound.objects.filter(code=copy.code, stage=Stage.DRAFT)
    first = drafts.filter(published_at=copy.draft_at, draft_at=None) if copy.draft_at else drafts.current()
    return _totals(first.first())


def _totals(published: PublishedRound | None) -> dict[str, int]:
    if published is None:
        return {}
    rows = PublishedScore.objects.filter(round=published, complete=True)
    return dict(rows.values_list("estate_code", "total"))
