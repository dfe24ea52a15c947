"""`linli setup`: bring database, reference data and static files to this version; harmless to repeat."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from linli.cli.ready import django_ready, refusal
from linli.kernel.errors import DomainError


@click.command("setup", help="准备数据库和静态文件。Make ready; run it after each upgrade.")
@click.option("--demo", is_flag=True, help="空库时装入演示数据。The demo district, if nothing is here yet.")
@click.option(
    "--divisions", metavar="FILE", help="行政区划：builtin 或 CSV 文件。Places: builtin, or a table."
)
@click.option("--admin", metavar="NAME", help="开立系统管理员账号。Open the account of an administrator.")
@click.option("--at", "code", default="", help="管理员所在地的代码。The code of the administrator's place.")
def command(*, demo: bool, divisions: str | None, admin: str | None, code: str) -> int:
    prepare()
    from django.utils import timezone

    from linli.cli import founding

    now = timezone.now()
    if divisions and founding.take_divisions(divisions, now=now):
        return 1
    if admin:
        try:
            founding.open_administrator(admin, code=code, now=now)
        except DomainError as error:
            raise refusal(error) from None
    return load_demo() if demo else 0


def prepare() -> None:
    """Bring folder, database and static files to this version."""
    django_ready()
    from django.core.management import call_command

    from linli.cli.health.database import unapplied

    make_private()
    missing = unapplied()
    if missing:
        click.echo(f"准备数据库（{len(missing)} 步）… Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
    collect_static()


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


def load_demo() -> int:
    """Run `linli demo` where nothing has ever been done; where it ran before, only name its accounts."""
    from linli.base import journal, options
    from linli.cli import demo

    if journal.head()[0]:
        if options.is_demo():
            demo.say_accounts()
        return 0
    return int(demo.command.main(args=[], prog_name="linli demo", standalone_mode=False) or 0)
