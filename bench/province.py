"""A province of estates with records and entries, made in sets; nothing of it is true."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import connection

from bench.site.models import Ticket
from linli.assessment.models import Attestation, OutlierNote, Party, Round, RoundEstate
from linli.assessment.plans import PartyPlan, RoundPlan
from linli.assessment.services import planning
from linli.kernel.actor import Actor
from linli.kernel.period import quarter
from linli.people.models import Place, Posting, User
from linli.people.terms import Level
from linli.registry.models import (
    Company,
    Contract,
    Disclosure,
    Estate,
    KeyPost,
    RuleDocument,
    ServiceProject,
    Staffing,
)
from linli.rules import packs

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
BEGIN = date(2024, 1, 1)
SIZE = 2000
COMPANIES = 400
DISCLOSED = ("services", "standards", "charge_items", "charge_rates")
WRITTEN = ("responsibility", "training", "procedures", "emergency_plan", "greening_plan")
RECORDED = ("contract", "disclosure", "registration", "staffing", "safety_rules")


def make(number: int) -> None:
    """Make places, estates, their records, an open round, and what was entered for it."""
    chance = Random(2026)  # noqa: S311 - test data
    estates = _estates(number)
    projects = _projects(estates, chance)
    _records(estates, projects, chance)
    bureau = User.objects.create(username="bureau", name="Bureau", created_at=NOW)
    Posting.objects.create(user=bureau, place=Place.objects.get(path="/1/"), role="bureau", since=BEGIN)
    round = planning.plan(
        actor=Actor.system("bench"),
        plan=RoundPlan(
            path="/1/",
            period=quarter(2026, 1),
            facts_due=date(2026, 3, 31),
            parties=(PartyPlan("bureau"), PartyPlan("subdistrict"), PartyPlan("community")),
            policy="xinhua-2022",
            modes=("market", "self", "none"),
        ),
        now=NOW,
    )
    planning.open_round(actor=Actor.system("bench"), round=round, now=NOW)
    _entries(round, chance)


def _place(path: str, level: str, parent: Place | None) -> Place:
    return Place(
        path=path, code=path.strip("/").rpartition("/")[2], name=path, short=path, level=level,
        parent=parent, since=BEGIN,
    )  # fmt: skip


def _estates(number: int) -> list[Estate]:
    district = _place("/1/", Level.DISTRICT, None)
    district.save()
    subdistricts = Place.objects.bulk_create(
        [_place(f"/1/{n}/", Level.SUBDISTRICT, district) for n in range(10, 10 + max(1, number // 1000))]
    )
    communities = Place.objects.bulk_create(
        [_place(f"{s.path}{n}/", Level.COMMUNITY, s) for s in subdistricts for n in range(10, 30)]
    )
    places = Place.objects.bulk_create(
        [
            _place(
                f"{communities[n % len(communities)].path}e{n}/",
                Level.ESTATE,
                communities[n % len(communities)],
            )
            for n in range(number)
        ],
        batch_size=SIZE,
    )
    return Estate.objects.bulk_create(
        [
            Estate(
                code=f"e{n}", name=f"小区{n}", folded=f"小区{n}", initials="xq", place=place, path=place.path,
                mode="self" if n % 10 == 0 else "market", lifts=n % 3, households=300,
                created_at=NOW, updated_at=NOW,
            )
            for n, place in enumerate(places)
        ],
        batch_size=SIZE,
    )  # fmt: skip


def _projects(estates: list[Estate], chance: Random) -> list[ServiceProject]:
    companies = Company.objects.bulk_create(
        [
            Company(
                name=f"物业{n}", folded=f"物业{n}", initials="wy", created_at=NOW, updated_at=NOW,
                registered_on=BEGIN if n % 5 else None,
            )
            for n in range(COMPANIES)
        ]
    )  # fmt: skip
    return ServiceProject.objects.bulk_create(
        [
            ServiceProject(
                estate=each, company=chance.choice(companies), since=BEGIN, fee=Decimal("1.2"), updated_at=NOW
            )
            for each in estates
            if each.mode == "market"
        ],
        batch_size=SIZE,
    )


def _records(estates: list[Estate], projects: list[ServiceProject], chance: Random) -> None:
    signed = [TODAY - timedelta(days=chance.randrange(20, 700)) for _ in projects]
    Contract.objects.bulk_create(
        [
            Contract(
                project=each, kind="first", signed_on=on, start=on, updated_at=NOW,
                filed_on=on + timedelta(days=9) if chance.random() < 0.9 else None,
            )
            for each, on in zip(projects, signed, strict=True)
        ],
        batch_size=SIZE,
    )  # fmt: skip
    Staffing.objects.bulk_create(
        [
            Staffing(
                project=each,
                as_of=TODAY,
                required=10,
                order=6,
                cleaning=chance.randrange(3, 7),
                updated_at=NOW,
            )
            for each in projects
        ],
        batch_size=SIZE,
    )
    KeyPost.objects.bulk_create(
        [
            KeyPost(project=each, post=post, name="某", duties="职责", since=BEGIN, updated_at=NOW)
            for each in projects
            for post in ("manager", "order")
        ],
        batch_size=SIZE,
    )
    Disclosure.objects.bulk_create(
        [
            Disclosure(estate=each, kind=kind, shown_on=BEGIN, updated_at=NOW)
            for each in estates
            for kind in DISCLOSED
        ],
        batch_size=SIZE,
    )
    RuleDocument.objects.bulk_create(
        [
            RuleDocument(estate=each, kind=kind, title="制度", issued_on=BEGIN, updated_at=NOW)
            for each in estates
            for kind in WRITTEN
        ],
        batch_size=SIZE,
    )


def _entries(round: Round, chance: Random) -> None:
    """Enter what no record settles, as a dozen assessors would."""
    specs = packs.load(round.policy).card.facts.values()
    open_facts = [
        each for each in specs if each.name.split(".")[0] not in RECORDED and each.name != "emergency.plan"
    ]
    party = Party.objects.get(round=round, kind="bureau")

    def value(unit: str) -> object:
        if unit == "flag":
            return chance.random() < 0.9
        return (
            chance.randrange(0, 6)
            if unit == "count"
            else str(chance.randrange(60, 100))
            if unit == "rate"
            else 0
        )

    subjects = list(RoundEstate.objects.filter(round=round).order_by("path").values_list("pk", flat=True))
    for at in range(0, len(subjects), SIZE):
        Attestation.objects.bulk_create(
            [
                Attestation(
                    round=round, party=party, subject_id=pk, fact=spec.name, value=value(spec.unit),
                    by=pk % 12, by_name=f"考评员{pk % 12}", role="assessor", at=NOW, on_date=TODAY,
                    sample=214 if spec.unit == "rate" else None,
                )
                for pk in subjects[at : at + SIZE]
                for spec in open_facts
            ],
            batch_size=SIZE,
        )  # fmt: skip


def tickets() -> None:
    """Fill the table behind the reference page."""
    with connection.schema_editor() as editor:
        editor.create_model(Ticket)
    Ticket.objects.bulk_create(
        [
            Ticket(
                number=f"T{n}", title="路灯不亮", place="文园社区", state="open", due_at=NOW,
                created_at=NOW + timedelta(minutes=n),
            )
            for n in range(1000)
        ]
    )  # fmt: skip


def oddities() -> None:
    """Note something odd about every tenth estate, as a round after a bad one would."""
    round = Round.objects.get()
    rows = RoundEstate.objects.filter(round=round).order_by("path").values_list("pk", "path", "name")
    OutlierNote.objects.bulk_create(
        [
            OutlierNote(
                round=round, subject_id=pk, kind="jump", key=f"jump:{pk}:", path=path,
                zh=f"{name}：比上一轮低 12.50 分", en=f"{name}: 12.50 points below the round before",
            )
            for pk, path, name in list(rows)[::10]
        ],
        batch_size=SIZE,
    )  # fmt: skip
