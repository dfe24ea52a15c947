"""A real installation for a browser: its own folder and database, the production server, the worker.

The demo district is made once in a test run; every journey then gets a copy of its own, so that none depends
on what another did.
"""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
PATIENCE = 60  # seconds for a server to answer its first request


@dataclass
class House:
    """An installation: folder, database, and while it is open, the address it answers at."""

    folder: Path
    database: str = ""  # URL; "" is SQLite in the folder
    address: str = ""
    server: subprocess.Popen[bytes] | None = None

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TZ"}}
        named = {"LINLI_DATA": str(self.folder), "LOG_LEVEL": "WARNING", "PYTHONPATH": "src"}
        return kept | named | ({"DATABASE_URL": self.database} if self.database else {})

    def linli(self, *arguments: str) -> str:
        """Run one `linli` command here and return what it printed."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "linli", *arguments],
            env=self.environment(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()[-3000:] + done.stdout.decode()[-1000:]
        return done.stdout.decode()

    def execute(self, statement: str, values: list[str]) -> None:
        """Run one statement on the database, for what only time could bring about. Placeholders are "?"."""
        if self.database:
            import psycopg

            with psycopg.connect(self.database, autocommit=True) as connection:
                connection.execute(statement.replace("?", "%s"), values)
            return
        with closing(sqlite3.connect(self.folder / "linli.sqlite3", timeout=30)) as connection:
            connection.execute(statement, values)
            connection.commit()

    def open(self) -> None:
        """Start the production server on a free port and wait for its first answer."""
        port = _free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.server = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "linli", "serve", "--port", str(port)], env=self.environment()
        )
        deadline = time.monotonic() + PATIENCE
        while not _answers(f"{self.address}/healthz"):
            assert self.server.poll() is None, "the server stopped before it answered"
            assert time.monotonic() < deadline, "the server did not answer in time"

    def close(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.wait(timeout=PATIENCE)

    def copy(self, folder: Path) -> House:
        """Return an installation just like this one."""
        shutil.copytree(self.folder, folder)
        if not self.database:
            return House(folder)
        parts = urlsplit(self.database)
        name = f"{parts.path[1:]}_{folder.name[:20]}".replace("-", "_").lower()
        _administer(self.database, f'DROP DATABASE IF EXISTS "{name}"')
        _administer(self.database, f'CREATE DATABASE "{name}" TEMPLATE "{parts.path[1:]}"')
        return House(folder, urlunsplit(parts._replace(path=f"/{name}")))


def build(folder: Path) -> House:
    """Make an installation with the demo district, closed."""
    folder.mkdir(parents=True)
    house = House(folder)
    if ON_POSTGRESQL:
        parts = urlsplit(os.environ["DATABASE_URL"])
        house.database = urlunsplit(parts._replace(path=f"/journeys_{os.getpid()}"))
        _administer(os.environ["DATABASE_URL"], f'CREATE DATABASE "journeys_{os.getpid()}"')
    house.linli("setup", "--demo")
    return house


def _administer(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(statement)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 (loopback)
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
