"""`linli manage …`: Django's own commands, with this installation's settings."""

from __future__ import annotations

import os

import click


@click.command(
    "manage",
    help="Django 管理命令。Django's management commands, e.g. linli manage showmigrations.",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["linli manage", *arguments])
    return 0
