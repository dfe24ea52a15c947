"""`linli worker`: does the long work people asked for at the doors, one job after the other."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType

import click

from linli.cli.ready import django_ready

LOOK_EVERY = 2.0  # seconds between two looks whether the server that started us still lives


@click.command("worker", help="处理后台任务。Work through the queue; `linli serve` starts one by itself.")
@click.option("--once", is_flag=True, help="做完等待中的任务就结束。Stop when nothing waits.")
@click.option("--parent", type=int, default=0, hidden=True)
def command(*, once: bool, parent: int) -> int:
    django_ready()
    from django.utils import timezone

    from linli.jobs import clock
    from linli.jobs.worker import run_all, run_until

    if once:
        clock.ask_what_is_due(now=timezone.now())
        click.echo(f"完成 {run_all()} 项任务。")
        return 0
    stop = threading.Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    # The job at hand is finished first: half of an import is worth less than a late stop.
    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    if parent:
        threading.Thread(target=_stop_with, args=(parent, stop), daemon=True).start()
    run_until(stop)
    return 0


def _stop_with(parent: int, stop: threading.Event) -> None:
    """Set `stop` when the process that started us is gone, however it went."""
    while not stop.wait(LOOK_EVERY):
        if os.getppid() != parent:
            stop.set()
