"""The `linli` command: a table of commands, each loaded only when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

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
    except click.ClickException as error:
        click.echo(f"linli: {error.format_message()}", err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    sys.exit(answer if isinstance(answer, int) else 0)
