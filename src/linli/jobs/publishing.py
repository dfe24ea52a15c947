"""Publishing a round too large to be copied while somebody waits, and the files of what was published."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from linli.assessment import queries
from linli.base.jobs import Progress
from linli.kernel.actor import Actor
from linli.publication import outputs
from linli.publication.queries import filing, results
from linli.publication.services import filing as keeping
from linli.publication.services import rounds


def publish(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Publish the draft or the final result of a round, as asked for on its page; or renew its draft."""
    round_ = queries.round(actor, pk=int(arguments["round"]))
    progress(0, round_.estates)
    if arguments["step"] == "draft":
        published = rounds.publish_draft(
            actor=actor,
            round=round_,
            now=timezone.now(),
            incomplete_because=arguments.get("incomplete_because", ""),
        )
    elif arguments["step"] == "renew":
        published = rounds.renew_draft(actor=actor, round=round_, now=timezone.now())
    else:
        published = rounds.publish_final(
            actor=actor,
            round=round_,
            decider=arguments["decider"],
            title=arguments["title"],
            now=timezone.now(),
        )
    progress(round_.estates, round_.estates)
    return {"round": round_.pk, "code": published.code, "published": published.figures["count"]}


def files(*, actor: Actor, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Make the files of a publication and keep them with it; those that are there already are not touched.

    Nobody looks for those of a publication that another has overtaken; they are made when asked for.
    """
    published = results.publication(actor, pk=int(arguments["published"]))
    if published.superseded_at:
        return {"code": published.code, "files": 0}
    names = list(outputs.ROUND)
    for done, name in enumerate(names):
        progress(done, len(names))
        if filing.kept(actor, published, name=name) is None:
            raw = outputs.made(published, name)
            keeping.keep(actor=actor, published=published, name=name, raw=raw, now=timezone.now())
    progress(len(names), len(names))
    return {"code": published.code, "files": len(names)}
