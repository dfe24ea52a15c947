"""Run a command against a private PostgreSQL: `postgresql.py COMMAND …`.

A cluster is made in a temporary folder on a free port of the loopback, with a password nobody knows, handed
to the command as DATABASE_URL, and stopped and removed whatever happens. An installed server is not touched.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

# A crash may lose everything here: that is what makes it fast.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
    "listen_addresses": "127.0.0.1",
    "timezone": "UTC",
}
MEND = """Linli: the binaries of PostgreSQL were not found (initdb, pg_ctl).
Mend: apt-get install postgresql (any version from 14), or put their folder into PATH; call make again."""


def main(arguments: list[str]) -> int:
    if not arguments:
        print("usage: postgresql.py COMMAND …", file=sys.stderr)
        return 2
    binaries = find_binaries()
    if binaries is None:
        print(MEND, file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, leave)
    with cluster(binaries) as url:
        return subprocess.run(arguments, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


def find_binaries() -> Path | None:
    """Return the folder of initdb and pg_ctl: that of PATH, else the newest of Debian's."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(installed, key=lambda folder: int(folder.parent.name), reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Start a cluster and yield its URL; stop and remove it at the end."""
    owner = unprivileged()
    home = Path(tempfile.mkdtemp(prefix="linli-postgresql-"))
    data, log, port, password = home / "data", home / "log", free_port(), secrets.token_hex(16)
    (home / "password").write_text(password)
    if owner:
        os.chown(home, owner["user"], owner["group"])
        os.chown(home / "password", owner["user"], owner["group"])

    def run(program: str, *words: str) -> None:
        # pg_ctl's server inherits what we hand it; a pipe would keep us waiting for it, a file does not.
        with (home / "words").open("ab") as words_of:
            subprocess.run(
                [binaries / program, *words],
                cwd=home,
                stdout=words_of,
                stderr=words_of,
                check=True,
                **owner,
            )

    try:
        run(
            "initdb",
            *("--pgdata", str(data), "--username", "linli", "--pwfile", str(home / "password")),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync"),
        )
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        options += f" -c port={port} -c unix_socket_directories={home}"
        run("pg_ctl", "--pgdata", str(data), "--log", str(log), "--wait", "--options", options, "start")
        yield f"postgresql://linli:{password}@127.0.0.1:{port}/postgres"
    except subprocess.CalledProcessError:
        for name in ("words", "log"):
            if (home / name).exists():
                print((home / name).read_text(errors="replace"), file=sys.stderr)
        raise
    finally:
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "--pgdata", str(data), "--mode", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def unprivileged() -> dict[str, Any]:
    """Return who the server must run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def leave(number: int, frame: FrameType | None) -> None:
    # As an exception, so that the cluster is taken down on the way out.
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
