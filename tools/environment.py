"""Bring .venv to the locked state; do nothing when it is there already.

Needs nothing but Python's standard library, for it runs before anything is installed.
Usage: environment.py base|dev
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = ROOT / ".stamp"
# dev.txt holds every pin of base.txt, so whoever has the larger set has the smaller one too.
LOCKS = {"base": ("base",), "dev": ("base", "dev")}


def main(arguments: list[str]) -> int:
    if arguments not in (["base"], ["dev"]):
        print("usage: environment.py base|dev", file=sys.stderr)
        return 2
    which = arguments[0]
    try:
        make_venv()
        if not stamped(which, lock_digest(which)):
            install_lock(which)
        if not stamped("project", project_digest()):
            install_project()
    except subprocess.CalledProcessError as error:
        print(explain(error), file=sys.stderr)
        return 1
    return 0


def make_venv() -> None:
    """Make the environment if there is none, or if the Python it was made from is gone."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0:
        return
    print("Making the Python environment in .venv …", flush=True)
    shutil.rmtree(STAMPS, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def install_lock(which: str) -> None:
    print(
        f"Installing what requirements/{which}.txt locks (once, a minute or two) …",
        flush=True,
    )
    lock = ROOT / "requirements" / f"{which}.txt"
    pip("install", "--quiet", "--require-hashes", "-r", str(lock))
    for name in LOCKS[which]:
        stamp(name, lock_digest(name))


def install_project() -> None:
    # Without dependencies and without isolation nothing outside the lock can come in.
    pip("install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp("project", project_digest())


def pip(*arguments: str) -> None:
    subprocess.run([PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments], check=True)


def lock_digest(which: str) -> str:
    return digest((ROOT / "requirements" / f"{which}.txt").read_bytes())


def project_digest() -> str:
    return digest((ROOT / "pyproject.toml").read_bytes())


def digest(content: bytes) -> str:
    """Return what must be unchanged for an installation to stand: content, place, interpreter."""
    place = f"{ROOT}\0{PYTHON.resolve()}\0".encode()
    return hashlib.sha256(place + content).hexdigest()


def stamped(name: str, value: str) -> bool:
    path = STAMPS / name
    return path.exists() and path.read_text() == value


def stamp(name: str, value: str) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).write_text(value)


def explain(error: subprocess.CalledProcessError) -> str:
    command = " ".join(str(word) for word in error.cmd)
    return (
        f"Linli: this step failed with status {error.returncode}: {command}\n"
        "Mend: what it said stands above. Often the package index was out of reach: look at the network or\n"
        "      at pip's own settings (pip config list), then call make again; it goes on where it stopped."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
