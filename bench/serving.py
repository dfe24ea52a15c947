"""A real server with one worker process, asked for pages; and what that worker holds in memory after them."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

PATIENCE = 60


def memory(addresses: Sequence[str], *, pages: int, session: str) -> tuple[float, float]:
    """Ask for `pages` pages in turn; return the worker's resident memory in MiB before and after them.

    Shared pages count in full, so it is what the worker would need if it were alone. Linux only.
    """
    with _server() as (process, port):
        worker = _worker(process.pid)
        before = _resident(worker)
        for address in islice(cycle(addresses), pages):
            status = _get(port, address, session)
            assert status in (200, 302), (address, status)
        return before, _resident(worker)


@contextmanager
def _server() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "linli", "serve", "--port", str(port), "--no-worker"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield process, port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            _get(port, "/healthz", "")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not come up")


def _get(port: int, address: str, session: str) -> int:
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", quote(address, safe="/?&=%"), headers={"Cookie": f"sessionid={session}"})
        answer = connection.getresponse()
        answer.read()
        return answer.status


def _worker(pid: int) -> int:
    """Return the one child of the server: what answers the requests."""
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
