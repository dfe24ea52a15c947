"""A child process that lives as long as the server: started with it, raised if it falls, stopped with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

FIRST_REST, LONGEST_REST = 1.0, 60.0  # seconds before a restart; doubled each time it falls again


class Companion:
    """Run `linli ARGUMENTS` as a child."""

    def __init__(self, arguments: list[str]) -> None:
        self._command = [sys.executable, "-m", "linli", *arguments, "--parent", str(os.getpid())]
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: threading.Thread | None = None

    def start(self) -> None:
        """Start the child and a thread that watches it."""
        self._spawn()
        self._watcher = threading.Thread(target=self._watch, name="companion", daemon=True)
        self._watcher.start()

    def stop(self, *, patience: float) -> None:
        """Ask the child to end, and end it after `patience` seconds; does nothing if none was started."""
        self._stopping.set()
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _spawn(self) -> None:
        # Its own session: Ctrl-C is for the server, which then asks the child in its own time.
        self._process = subprocess.Popen(  # noqa: S603
            self._command, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def _watch(self) -> None:
        rest = FIRST_REST
        while self._process is not None:
            began = time.monotonic()
            self._process.wait()
            if time.monotonic() - began > LONGEST_REST:
                rest = FIRST_REST  # it was well for a while: a new trouble, not the old one
            if self._stopping.wait(rest):
                return
            rest = min(rest * 2, LONGEST_REST)
            self._spawn()
