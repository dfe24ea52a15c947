"""Python and what is installed beside it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from linli.cli.health.finding import Finding, fault, good, warning

PIN = re.compile(r"^(?P<name>[\w.-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)(?P<marker>[^\\]*)")
NEEDED = (3, 11)


def python() -> Iterator[Finding]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info >= NEEDED:
        yield good("software.python", f"Python {version}", f"Python {version}")
        return
    yield fault(
        "software.python",
        (f"Python {version} 太旧", f"Python {version} is too old"),
        ("请安装 Python 3.11 或更新版本，再运行 make run", "install Python 3.11 or later, then make run"),
    )


def dependencies(lock: Path | None = None) -> Iterator[Finding]:
    """Compare what is installed with the lock of this checkout."""
    lock = lock or Path(__file__).resolve().parents[4] / "requirements" / "base.txt"
    if not lock.exists():
        yield warning(
            "software.dependencies",
            (
                "找不到锁定文件 requirements/base.txt，无法核对",
                "requirements/base.txt is not here; nothing to compare with",
            ),
            ("从源码目录运行", "run from a checkout"),
        )
        return
    pins = list(read_pins(lock.read_text(encoding="utf-8")))
    odd = [f"{name}=={wanted} ({has or '—'})" for name, wanted in pins if (has := installed(name)) != wanted]
    if odd:
        names = ", ".join(odd)
        yield fault(
            "software.dependencies",
            (
                f"{len(odd)} 个依赖与锁定版本不同：{names}",
                f"{len(odd)} dependencies differ from the lock: {names}",
            ),
            (
                "pip install --require-hashes -r requirements/base.txt",
                "pip install --require-hashes -r requirements/base.txt",
            ),
        )
        return
    yield good(
        "software.dependencies",
        f"{len(pins)} 个依赖与锁定版本一致",
        f"{len(pins)} dependencies, all as locked",
    )


def read_pins(lock: str) -> Iterator[tuple[str, str]]:
    """Yield name and version of each pin that holds on this system."""
    for line in lock.splitlines():
        found = PIN.match(line)
        if found and "win32" not in found["marker"]:
            yield found["name"], found["version"]


def installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
