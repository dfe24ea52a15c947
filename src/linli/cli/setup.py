"""`linli setup`: bring database, reference data and static files to this version; harmless to repeat."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import click

from linli.cli.ready import django_ready


@click.command("setup", help="准备数据库、基础数据和静态文件。Make ready; run it after each upgrade.")
@click.option(
    "--demo", is_flag=True, help="空库时装入演示数据。Load the demo district if there is nothing yet."
)
def command(*, demo: bool) -> int:
    django_ready()
    from django.core.management import call_command

    from linli.cli.health.database import unapplied

    make_private()
    missing = unapplied()
    if missing:
        click.echo(f"准备数据库（{len(missing)} 步）… Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    if demo:
        load_demo()
    return 0


def make_private() -> None:
    """Shut the data folder to everybody else: it holds personal data and keys."""
    from django.conf import settings

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    settings.DATA_DIR.chmod(0o700)


def collect_static() -> None:
    """Collect, fingerprint and compress the static files, unless the same ones are there already."""
    from django.conf import settings
    from django.core.management import call_command

    from linli.cli.health.storage import static_collected

    stamp = Path(settings.STATIC_ROOT) / ".sources"
    wanted = static_digest()
    if static_collected() and stamp.exists() and stamp.read_text() == wanted:
        return
    click.echo("收集静态文件… Collecting static files …")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)


def static_digest() -> str:
    """Return a digest over names and contents of all static files, as the finders see them."""
    from django.contrib.staticfiles.finders import get_finders

    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            state.update(path.encode() + b"\0" + Path(storage.path(path)).read_bytes())
    return state.hexdigest()


def load_demo() -> None:
    """Run `linli demo` on an installation where nothing has ever been done."""
    from linli.base import journal
    from linli.cli.main import main

    if journal.head()[0] == 0:
        sys.stdout.flush()
        main(["demo"])
