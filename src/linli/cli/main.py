"""The `linli` command: a table of commands, each loaded only when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from linli.kernel.errors import DomainError

# Pure commands (score, tally, verify, clauses) must not pay for Django; so a name, not an import.
COMMANDS: dict[str, str] = {
    "score": "linli.cli.score",
    "pack": "linli.cli.pack",
    "tally": "linli.cli.tally",
    "import": "linli.cli.import_",
    "verify": "linli.cli.verify",
    "clauses": "linli.cli.clauses",
    "serve": "linli.cli.serve",
    "worker": "linli.cli.worker",
    "demo": "linli.cli.demo",
    "setup": "linli.cli.setup",
    "backup": "linli.cli.backup",
    "restore": "linli.cli.restore",
    "audit": "linli.cli.audit",
    "doctor": "linli.cli.doctor",
    "manage": "linli.cli.manage",
}


class Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return found


@click.command(
    cls=Commands, name="linli", help="邻里：一个区的物业治理平台。Linli, a district's property governance."
)
def group() -> None:
    """Hold the commands together."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; wrong usage is one line on stderr and status 2, never a traceback."""
    args: list[str] = list(sys.argv[1:] if arguments is None else arguments)
    try:
        answer: Any = group.main(args=args, prog_name="linli", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        give_up(error.format_message())
    except DomainError as error:
        give_up(f"{error.text.zh} {error.text.en}")
    except click.Abort:
        sys.exit(130)
    except Exception as error:
        if not is_of_the_database(error):
            raise
        give_up(f"数据库出错，请运行 linli doctor。The database failed; run linli doctor. ({error})")
    sys.exit(answer if isinstance(answer, int) else 0)


def give_up(words: str) -> NoReturn:
    """End with status 2 and one line on stderr."""
    click.echo(f"linli: {' '.join(words.split())}", err=True)
    sys.exit(2)


def is_of_the_database(error: Exception) -> bool:
    """Test for an error of Django's database layer, without loading Django to find out."""
    layer = sys.modules.get("django.db.utils")
    return layer is not None and isinstance(error, layer.DatabaseError)
