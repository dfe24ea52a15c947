"""Find a Chromium that really starts, or get one; print its path.

Order: the environment variable CHROMIUM, the names in PATH, what Playwright downloaded before, Debian's
package, Playwright's download. Tests never skip for want of a browser: without any this fails, with the mend.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MEND = """Linli: the tests need a Chromium, and none could be found or installed.
Mend, any one of these, then call make again:
  - apt-get install chromium                        (Debian; as root)
  - .venv/bin/playwright install --with-deps chromium
  - CHROMIUM=/path/to/chromium make test            (a Chromium or Chrome you have)"""


def main() -> int:
    found = first_sound(candidates())
    for install in (install_package, install_download):
        if found is None and install():
            found = first_sound(candidates())
    if found is None:
        print(MEND, file=sys.stderr)
        return 1
    print(found)
    return 0


def candidates() -> Iterator[str]:
    named = os.environ.get("CHROMIUM", "") or os.environ.get("LINLI_CHROMIUM", "")
    if named:
        yield named
    for name in NAMES:
        path = shutil.which(name)
        if path:
            yield path
    own = own_download()
    if own:
        yield own


def own_download() -> str | None:
    """Return where Playwright keeps its own Chromium, if it has one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def first_sound(paths: Iterator[str]) -> str | None:
    return next((path for path in paths if starts(path)), None)


def starts(path: str) -> bool:
    """Test if the browser shows a page; some systems ship a stub that only advertises a package."""
    try:
        shown = subprocess.run(
            [path, *FLAGS, "--dump-dom", "data:text/html,<p>linli-here"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"{path} does not start: {error}", file=sys.stderr)
        return False
    if shown.returncode == 0 and b"linli-here" in shown.stdout:
        return True
    print(f"{path} does not start: {shown.stderr.decode(errors='replace')[-400:]}", file=sys.stderr)
    return False


def install_package() -> bool:
    if not shutil.which("apt-get"):
        return False
    root: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or not succeeds(["sudo", "-n", "true"]):
            return False
        root = ["sudo", "-n"]
    print("Installing Debian's chromium …", file=sys.stderr, flush=True)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    succeeds([*root, *quiet, "update"])
    return succeeds([*root, *quiet, "install", "--no-install-recommends", "chromium"])


def install_download() -> bool:
    print("Asking Playwright for its own Chromium …", file=sys.stderr, flush=True)
    with_libraries = ["--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else []
    return succeeds([sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"])


def succeeds(command: list[str]) -> bool:
    # All its words go to stderr: stdout carries the path and nothing else.
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
