"""Enter facts: one, a whole form on site, or a table of many estates; all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from linli.assessment.entries import Accepted, EntriesRefused, Entry, EntryFault, read
from linli.assessment.facts.gather import gather
from linli.assessment.leave import demand, demand_open, refuse_conflict, signature, the_party
from linli.assessment.models import Attestation, Party, Round, RoundEstate
from linli.assessment.scoring.run import pack_of, score_subjects
from linli.assessment.terms import Origin
from linli.base import journal
from linli.base.command import command
from linli.base.models import StoredFile
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.kernel.text import Text
from linli.rules.scorecard.facts import dump
from linli.rules.scorecard.model import Card

BATCH = 400


@command
def attest(
    *,
    actor: Actor,
    round: Round,
    given: Mapping[str, Sequence[Entry]],
    now: datetime,
    party: str = "",
    origin: str = Origin.ENTRY,
) -> int:
    """Enter facts about the estates of a round, by their codes; return how many were new.

    party: for whom, if the actor enters for more than one; its sheet is scored anew at once
    :raises NotAllowed: if the actor may not enter there, or belongs to no party of the round
    :raises Refused: if the round takes no more entries, or the actor serves one of the companies
    :raises EntriesRefused: with all faults, if any entry is not allowed; nothing is written then (I1)
    """
    demand_open(round)
    _demand_in_time(round, now)
    pack, parties = pack_of(round), list(round.parties.all())
    subjects = RoundEstate.objects.filter(round=round, code__in=list(given))
    gathered = gather(round, parties, subjects, pack.card.facts)
    for each in gathered:
        demand(actor, "fact.attest", at=each.subject.path, clause="I1")
    mine = the_party(actor, parties, party)
    flagged = refuse_conflict(actor, round, [each.subject for each in gathered])
    known = {each.subject.code: each for each in gathered}
    accepted, faults = [], _unknown(given, set(known))
    for code, each in known.items():
        taken, refused = read(pack.card, mine, each, given[code])
        accepted += taken
        faults += refused
    if faults:
        raise EntriesRefused(faults)
    if not accepted:
        raise Refused("和已经登记的一样，没有要改的。", "This is what is on record already; nothing changes.")
    rows = _write(actor, round, mine, accepted, flagged, now=now, origin=origin)
    _note(actor, pack.card, accepted, now=now)
    score_subjects(round, subjects, now=now)
    return len(rows)


def _demand_in_time(round: Round, now: datetime) -> None:
    if timezone.localdate(now) > round.facts_due:
        raise Refused(
            f"登记已于 {round.facts_due} 截止。确需补登的，请区住建局延长截止日。",
            f"Entries closed on {round.facts_due}. If more must come in, the bureau can move that day.",
            clause="I1",
        )


def _unknown(given: Mapping[str, Sequence[Entry]], known: set[str]) -> list[EntryFault]:
    text = Text("本轮没有这个小区，或不归您登记", "The round has no such estate, or it is not yours to enter")
    return [
        EntryFault(code, "", Text(f"{code}：{text.zh}", f"{code}: {text.en}"))
        for code in given
        if code not in known
    ]


def _write(
    actor: Actor,
    round: Round,
    party: Party,
    accepted: list[Accepted],
    flagged: set[int],
    *,
    now: datetime,
    origin: str,
) -> list[Attestation]:
    """Set aside what stood in the party's name, and write what takes its place."""
    names: dict[str, list[int]] = {}
    for each in accepted:
        names.setdefault(each.spec.name, []).append(each.gathered.subject.pk)
    for fact, subjects in names.items():
        Attestation.objects.filter(party=party, fact=fact, current=True, subject__in=subjects).update(
            current=False
        )
    name = signature(actor)
    rows = Attestation.objects.bulk_create(
        [_row(actor, name, round, party, each, flagged, now=now, origin=origin) for each in accepted],
        batch_size=BATCH,
    )
    _attach(actor, rows, accepted)
    return rows


def _row(
    actor: Actor,
    name: str,
    round: Round,
    party: Party,
    each: Accepted,
    flagged: set[int],
    *,
    now: datetime,
    origin: str,
) -> Attestation:
    subject, entry = each.gathered.subject, each.entry
    return Attestation(
        round=round,
        party=party,
        subject=subject,
        fact=each.spec.name,
        value=dump(each.value),
        by=actor.user_id,
        by_name=name,
        role=actor.role,
        at=now,
        on_date=entry.on or timezone.localdate(now),
        place_note=entry.place,
        reason=entry.reason.strip(),
        sample=entry.sample,
        origin=origin,
        flagged=subject.pk in flagged,
    )


def _attach(actor: Actor, rows: list[Attestation], accepted: list[Accepted]) -> None:
    """Tie the files to their entries; only files the actor stored himself, or may see there."""
    wanted = {pk for each in accepted for pk in each.entry.files}
    if not wanted:
        return
    held = set(
        StoredFile.objects.visible_to(actor, "fact.attest").filter(pk__in=wanted).values_list("pk", flat=True)
    )
    if wanted - held:
        raise Refused("有照片或文件没有存好，请重新选。", "A photo or file was not stored; choose it again.")
    through = Attestation.files.through
    through.objects.bulk_create(
        [
            through(attestation_id=row.pk, storedfile_id=pk)
            for row, each in zip(rows, accepted, strict=True)
            for pk in each.entry.files
        ],
        batch_size=BATCH,
    )


def _note(actor: Actor, card: Card, accepted: list[Accepted], *, now: datetime) -> None:
    """Leave one line per estate, with each fact before and after."""
    lines: dict[int, journal.Line] = {}
    for each in accepted:
        subject = each.gathered.subject
        line = lines.setdefault(
            subject.pk,
            journal.Line(
                verb="fact.attest",
                kind="assessment.roundestate",
                key=str(subject.pk),
                place=subject.path,
                clause=card.item(each.spec.item).clause,
            ),
        )
        before = None if each.before is None else dump(each.before)
        line.change[each.spec.name] = [before, dump(each.value)]
    journal.write_lines(actor=actor, lines=list(lines.values()), at=now)
