"""From the figures of a summary to the plain values the letter is made of."""

from __future__ import annotations

import datetime as dt

from linli.duties.queries.summaries import Summary
from linli.duties.sheets import Figures
from linli.paper.duties import Line, Report, summary_letter
from linli.paper.letters import Office
from linli.paper.official import Notice
from linli.rules.duties.periods import label_of
from linli.rules.packs import Pack


def letter(found: Summary, pack: Pack, *, day: dt.date) -> Notice:
    """Return the summary as an official paper of the district's bureau or of the subdistrict."""
    district = found.place.level == "district"
    office = Office(
        name=pack.issuer_zh if district else f"{found.place.name}",
        basis=f"《{pack.title_zh}》（{pack.document_number}）",
        recipients=pack.letters.recipients if district else pack.issuer_zh,
        copies_to=pack.letters.copies_to if district else "",
        contact=pack.letters.contact if district else "",
    )
    report = Report(
        place=found.place.short,
        period=label_of(found.period).zh,
        day=found.today,
        total=_line("", "合计", found.total),
        duties=tuple(
            _line(duty.clause, duty.name.zh, figures)
            for duty, figures in found.duties
            if figures.owed or figures.deeds
        ),
        places=tuple(_line("", name, figures) for name, figures in found.below),
        late=tuple((duty.name.zh, names, number) for duty, names, number in found.worst),
        running=found.today < found.period.end,
    )
    return summary_letter(office, report, day=day)


def _line(clause: str, name: str, figures: Figures) -> Line:
    return Line(clause, name, figures.met, figures.due, figures.overdue, figures.deeds)
