"""What a page of duties was asked for in its address: a place and a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from linli.doors.http import Request
from linli.duties.queries import areas
from linli.kernel.errors import Refused
from linli.kernel.period import Period, quarter_of
from linli.rules import packs
from linli.rules.duties.periods import choices, code_of, label_of, period_of

if TYPE_CHECKING:
    from linli.people.models import Place


@dataclass(frozen=True, slots=True)
class Asked:
    """The place looked at, the period, and today."""

    place: Place
    period: Period
    today: date

    @property
    def code(self) -> str:
        return code_of(self.period)

    @property
    def query(self) -> str:
        return urlencode({"place": self.place.path, "period": self.code})


def pack() -> packs.Pack:
    """Return the policy pack of this installation."""
    return packs.load(settings.POLICY)


def asked(request: Request) -> Asked:
    """Read place and period from the address: by default one's own place and the running quarter.

    :raises NoSuch: if the place is out of reach
    """
    today = timezone.localdate()
    place = areas.here(request.actor, path=request.GET.get("place", "").strip()[:160], on=today)
    code = request.GET.get("period", "").strip()[:12]
    period = period_of(code) if code else quarter_of(today)
    if period.start > today:
        raise Refused(
            "这个时段还没开始，请选已经开始的。",
            "This period has not begun; choose one that has.",
            fields=("period",),
        )
    return Asked(place, period, today)


def frame(request: Request, wanted: Asked) -> dict[str, object]:
    """Return what every page of duties shows: where one is, and what else can be chosen."""
    offered = choices(wanted.today)
    if wanted.period not in offered:
        offered.insert(0, wanted.period)
    above = request.GET.get("place", "")
    return {
        "wanted": wanted,
        "periods": [(code_of(each), label_of(each)) for each in offered],
        "below": areas.below(request.actor, path=wanted.place.path, on=wanted.today),
        "up": wanted.place.path.rstrip("/").rpartition("/")[0] + "/" if above else "",
        "label": label_of(wanted.period),
        "query": wanted.query,
    }
