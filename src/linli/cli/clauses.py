"""`linli clauses`: for each clause of the pack, the pages and the tests that serve it; derived, not kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import click

from linli.cli.evidence import proofs, tests_folder
from linli.cli.ready import django_ready, json_option, refusal, say_json
from linli.kernel.errors import DomainError
from linli.rules import packs


@dataclass(frozen=True, slots=True)
class Row:
    """What serves one clause; an empty list says openly that nothing does yet."""

    id: str
    section: str
    clause_zh: str
    pages: list[str]
    tests: list[str]


@click.command("clauses", help="每条要求由哪些页面和测试落实。Which pages and tests serve each clause.")
@click.option("--policy", default="xinhua-2022", show_default=True, help="政策包。The policy pack.")
@json_option
def command(*, policy: str, as_json: bool) -> int:
    try:
        rows = report(policy)
    except DomainError as error:
        raise refusal(error) from None
    if as_json:
        say_json([asdict(row) for row in rows])
        return 0
    for row in rows:
        click.echo(f"{row.id:<4}{row.section}  {row.clause_zh}")
        for words, found in (("页面", row.pages), ("测试", row.tests)):
            click.echo(f"      {words}  " + ("\n            ".join(found) or "尚无 (none yet)"))
    bare = [row.id for row in rows if not row.pages and not row.tests]
    click.echo(f"\n共 {len(rows)} 条，{len(rows) - len(bare)} 条已有落实，{len(bare)} 条尚无页面也无测试。")
    if bare:
        click.echo(f"尚无落实 (nothing serves these yet)：{' '.join(bare)}")
    return 0


def report(policy: str) -> list[Row]:
    """Return one row per clause, in the pack's order.

    :raises DomainError: if there is no such pack, or it is not sound
    """
    django_ready()
    from linli.cli.addresses import served

    pages, folder = served(), tests_folder()
    tests = proofs(folder) if folder else {}
    return [
        Row(
            id=clause.id,
            section=clause.section,
            clause_zh=clause.clause_zh,
            pages=pages.get(clause.id, []),
            tests=tests.get(clause.id, []),
        )
        for clause in packs.load(policy).clauses
    ]
