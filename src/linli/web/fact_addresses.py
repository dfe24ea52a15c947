"""Where the record behind a fact is looked at, and which form makes one: the one table of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.assessment.showing import Evidence
from linli.kernel.actor import Actor

MOST = 6  # links behind one fact; the rest is behind the first of them


@dataclass(frozen=True, slots=True)
class Page:
    """A page by name. args: "pk", "code" or nothing; at: its list is narrowed to the estate's place

    anchor: part of the page; query: fixed parameters
    """

    name: str
    args: str = ""
    at: bool = False
    anchor: str = ""
    query: tuple[tuple[str, str], ...] = ()

    def href(self, *, code: str, path: str, pk: int = 0) -> str:
        """Return the address; "" if there is no such page here."""
        given: dict[str, list[int | str]] = {"pk": [pk], "code": [code], "": []}
        try:
            found = reverse(self.name, args=given[self.args])
        except NoReverseMatch:
            return ""
        words = dict(self.query) | ({"at": path} if self.at else {})
        return found + (f"?{urlencode(words)}" if words else "") + self.anchor


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    words: str


def _dossier(anchor: str) -> Page:
    return Page("registry:estate", "code", anchor=f"#{anchor}")


RECORDS: dict[str, tuple[Page, object]] = {
    "activity": (Page("party:activity", "pk"), _("看活动记录")),
    "organisation": (Page("party:organisation", "pk"), _("看党组织")),
    "position_check": (Page("party:positions", at=True), _("看阵地核查")),
    "publicity": (Page("party:publicity", at=True), _("看宣传阵地")),
    "mechanism": (Page("tripartite:estate", "code"), _("看联动机制")),
    "meeting": (Page("tripartite:meeting", "pk"), _("看会议纪要")),
    "company": (Page("registry:company", "pk"), _("看企业档案")),
    "contract": (_dossier("contracts"), _("看合同")),
    "disclosure": (_dossier("disclosures"), _("看公示")),
    "document": (_dossier("documents"), _("看制度文件")),
    "emergency": (_dossier("emergency"), _("看三防记录")),
    "staffing": (_dossier("staff"), _("看人员")),
    "post": (_dossier("staff"), _("看人员")),
    "estate": (_dossier("facts"), _("看档案")),
}


def _form(name: str, kind: str = "") -> Page:
    return Page(name, "code", query=(("kind", kind),) if kind else ())


# By fact: the form that makes the record, who may open it, and the words of its button.
FORMS: dict[str, tuple[Page, str, object]] = {
    "party_life.meetings_held": (Page("party:calendar"), "activity.record", _("记一次活动")),
    "party_life.theme_days_held": (Page("party:calendar"), "activity.record", _("记一次活动")),
    "tripartite.mechanism_established": (
        Page("tripartite:estate", "code"), "mechanism.manage", _("建立或补全联动机制"),
    ),
    "tripartite.activities": (_form("tripartite:call"), "meeting.hold", _("召集联席会议")),
    "publicity.present": (Page("party:publicity", at=True), "position.check", _("登记或核查宣传阵地")),
    "staffing.adequate": (_dossier("staff"), "project.edit", _("登记人员配置")),
    "staffing.duties_defined": (_dossier("staff"), "project.edit", _("登记岗位职责")),
    "registration.on_platform": (_dossier("company"), "company.edit", _("补登记日期")),
    "contract.signed": (_dossier("contracts"), "project.edit", _("登记合同")),
    "contract.filed": (_dossier("contracts"), "contract.file", _("办理备案")),
}  # fmt: skip
FORMS |= {
    f"position.{have}": (Page("party:positions", at=True), "position.check", _("核查阵地"))
    for have in ("venue", "facilities", "signs", "flag", "rules")
}
FORMS |= {
    f"disclosure.{kind}": (_form("registry:disclosure_new", kind), "project.edit", _("登记公示"))
    for kind in ("services", "standards", "charge_items", "charge_rates")
}
FORMS |= {
    fact: (_form("registry:document_new", kind), "project.edit", _("登记文件"))
    for fact, kind in (
        ("safety_rules.responsibility", "responsibility"),
        ("safety_rules.training", "training"),
        ("safety_rules.procedures", "procedures"),
        ("emergency.plan", "emergency_plan"),
        ("greening.annual_plan", "greening_plan"),
        ("drainage.annual_plan", "drainage_plan"),
    )
}
FORMS |= {
    f"emergency.{kind}": (_form("registry:emergency_new", kind), "project.edit", _("登记三防工作"))
    for kind in ("drills", "supplies", "facilities", "drains")
}


def records(evidence: Iterable[Evidence], *, code: str, path: str) -> list[Link]:
    """Return where the records behind a fact are looked at, each address once."""
    found: dict[str, Link] = {}
    for each in evidence:
        if each.kind not in RECORDS:
            continue
        page, words = RECORDS[each.kind]
        href = page.href(code=code, path=path, pk=each.pk)
        if href:
            found.setdefault(href, Link(href, str(words)))
    links = list(found.values())[-MOST:]
    if len({link.words for link in links}) == len(links):
        return links
    return [Link(link.href, f"{link.words} {number}") for number, link in enumerate(links, 1)]


def forms(actor: Actor, facts: Iterable[str], *, code: str, path: str) -> list[Link]:
    """Return the forms that make the records the facts want, as far as the actor may open them."""
    found: dict[str, Link] = {}
    for name in facts:
        if name not in FORMS:
            continue
        page, permission, words = FORMS[name]
        href = page.href(code=code, path=path)
        if href and actor.may(permission, at=path):
            found.setdefault(href, Link(href, str(words)))
    return list(found.values())


def who(fact: str) -> str:
    """Return what has to be recorded where the actor may not do it himself; "" if no record would do."""
    return gettext("由有权登记的单位办理") if fact in FORMS else ""
