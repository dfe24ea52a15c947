from __future__ import annotations

import gzip
import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from linli.cli.serve import ensure_free
from tests.cli.commands import linli

LONGEST = 60  # seconds


def get(url: str, **headers: str):
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 (loopback)
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return answer.status, answer.headers, answer.read()


@pytest.fixture
def served(own, tmp_path):
    """Serve with the worker beside it; yields address, process and the log."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "log"
    environment = own.environment() | {"PORT": str(port), "LOG_LEVEL": "INFO"}
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "linli", "serve"], env=environment, stdout=file, stderr=file
        )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline and process.poll() is None:
        try:
            get(f"{address}/healthz")
            break
        except OSError:
            time.sleep(0.1)
    yield address, process, log
    process.kill()
    process.wait()


def children(process: subprocess.Popen[bytes]) -> list[int]:
    listing = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in listing.read_text().split()]


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes by /proc")
def test_the_server_serves_and_stops_with_all_it_started(served):
    address, process, log = served

    status, headers, body = get(f"{address}/accounts/login/?next=/desk/secret-name")
    style = re.search(rb'href="(/static/linli/linli\.[0-9a-f]+\.css)"', body).group(1).decode()
    _, given, _ = get(f"{address}/healthz", **{"X-Request-ID": "journey-0001"})
    _, static, packed = get(address + style, **{"Accept-Encoding": "gzip"})
    started = children(process)

    assert status == 200
    assert len(headers["X-Request-ID"]) >= 32
    assert given["X-Request-ID"] == "journey-0001"
    assert static["Content-Encoding"] == "gzip"
    assert "immutable" in static["Cache-Control"]
    assert b"--ink" in gzip.decompress(packed)
    assert len(started) >= 2  # one serves, one works

    process.send_signal(signal.SIGTERM)

    assert process.wait(LONGEST) == 0
    assert not [pid for pid in started if alive(pid)]
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["message"] == "request"]
    assert {"request_id", "method", "route", "status", "ms"} <= requests[0].keys()
    assert "secret-name" not in log.read_text()
    assert "127.0.0.1" not in json.dumps(lines)


def test_a_port_that_is_taken_is_said_in_one_line(set_up):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        answer = linli(set_up, "serve", "--port", port)

    assert answer.status == 2
    assert f"PORT={port + 1}" in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_a_free_port_is_taken_without_a_word():
    ensure_free("127.0.0.1", 0)


def test_an_installation_that_is_not_set_up_is_not_served(bare):
    answer = linli(bare(), "serve", "--port", 1)

    assert answer.status == 2
    assert "linli setup" in answer.err


def test_the_worker_ends_when_nothing_waits(set_up):
    assert linli(set_up, "worker", "--once").status == 0


def test_wrong_usage_is_one_line_and_status_2(set_up):
    answer = linli(set_up, "serve", "--port", "many")

    assert (answer.status, answer.out) == (2, "")
    assert len(answer.err.strip().splitlines()) == 1
