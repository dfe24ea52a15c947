"""What the pages of organisations and coverage share: what is asked for in the address, and the ways down."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from linli.doors.http import Request
from linli.registry.queries import estates

Crumbs = tuple[tuple[str, str], ...]

WHAT = (
    ("company", gettext_lazy("物业服务企业")),
    ("project", gettext_lazy("服务项目")),
    ("estate", gettext_lazy("小区")),
    ("courtyard", gettext_lazy("自主管理庭院")),
    ("committee", gettext_lazy("业主委员会")),
)
MISSING = (
    ("organisation", gettext_lazy("没有党组织覆盖")),
    ("work", gettext_lazy("组织和工作都没有覆盖")),
    ("form", gettext_lazy("应改建别的组织形式")),
    ("unknown", gettext_lazy("没有报党员人数")),
    ("instructor", gettext_lazy("没有党建指导员")),
    ("all", gettext_lazy("全部")),
)
DUE = {
    "branch": gettext_lazy("单独成立党支部"),
    "organisation": gettext_lazy("按细则的方式建立组织"),
    "work": gettext_lazy("还没有党员，先派指导员"),
    "unknown": gettext_lazy("待报人数"),
    "none": gettext_lazy("不要求"),
}


def asked(request: Request, *names: str) -> dict[str, str]:
    """Read the filter of a list from the address."""
    return {name: request.GET.get(name, "").strip()[:160] for name in names}


def chosen(given: str, options: tuple[tuple[str, object], ...]) -> str:
    """Return what was given if it is an option, else the first."""
    return given if given in dict(options) else options[0][0]


def places(request: Request, at: str) -> list[tuple[str, str, int]]:
    """Return the places a list can be narrowed to."""
    return estates.choices(request.actor, at=at)


def start() -> Crumbs:
    return ((reverse("party:coverage"), gettext("党建")),)


def organisation_crumbs(pk: int | None = None, name: str = "") -> Crumbs:
    found = (*start(), (reverse("party:organisations"), gettext("党组织")))
    return (*found, (reverse("party:organisation", args=[pk]), name)) if pk else found


def unit_crumbs(unit: str, key: int, name: str) -> Crumbs:
    return (*start(), (reverse("party:unit", args=[unit, key]), name))
