"""`linli serve`: the production server and, beside it, the worker."""

from __future__ import annotations

import importlib
import socket
from contextlib import closing

import click

from linli.cli.companion import Companion
from linli.cli.ready import django_ready

LOGS = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "linli.doors.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {"_granian": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
PATIENCE = 30  # seconds a request or a job may still take when the server is asked to stop


@click.command("serve", help="启动服务。Serve Linli; SIGTERM or Ctrl-C stops it gracefully.")
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option(
    "--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口。"
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="进程数。Processes.")
@click.option(
    "--threads", default=8, show_default=True, type=click.IntRange(1), help="每进程线程数。Threads each."
)
@click.option("--worker/--no-worker", default=True, help="同时启动后台任务进程。Start the job worker too.")
def command(*, host: str, port: int, workers: int, threads: int, worker: bool) -> int:
    ensure_ready()
    ensure_free(host, port)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        target="config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
        log_dictconfig=LOGS,
    )
    companion = Companion(["worker"])
    if worker:
        server.on_startup(companion.start)
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    click.echo(f"Linli 邻里  http://{shown}:{port}  (Ctrl-C 停止)")
    try:
        server.serve()
    finally:
        companion.stop(patience=PATIENCE)
    return 0


def ensure_ready() -> None:
    """Refuse to serve what would only answer with errors.

    :raises click.ClickException: if the database is behind or the static files were not collected
    """
    django_ready()
    from django.conf import settings
    from django.db import connections

    from linli.cli.health.database import unapplied
    from linli.cli.health.storage import static_collected

    # Loads every page before the fork: the first reader waits no longer than the second.
    importlib.import_module(settings.ROOT_URLCONF)
    missing = unapplied()
    # The server forks; a connection shared by two processes is a broken one.
    connections.close_all()
    if missing or not static_collected():
        raise click.ClickException(
            "数据库或静态文件尚未就绪，请先运行 linli setup。Not set up yet: run linli setup first."
        )


def ensure_free(host: str, port: int) -> None:
    """Refuse a port that somebody else serves.

    :raises click.ClickException: if it can't be bound
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"{host}:{port} 无法使用（{error.strerror}）。换一个端口，例如 PORT={port + 1} linli serve。"
                f" This address can't be used; try PORT={port + 1}."
            ) from None
