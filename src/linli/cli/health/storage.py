"""Folders, keys, static files, fonts."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from linli.cli.health.finding import Finding, fault, good, warning

FAULT_BELOW, WARNING_BELOW = 200 * 1024**2, 2 * 1024**3  # bytes free
LEAST_KEY = 32  # characters
GIB = 1024**3


def data_folder() -> Iterator[Finding]:
    folder: Path = settings.DATA_DIR
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield fault(
            "storage.writable",
            (
                f"数据文件夹 {folder} 不能写：{error.strerror}",
                f"the data folder {folder} can't be written: {error.strerror}",
            ),
            (
                "改正权限，或用 LINLI_DATA 指向另一个文件夹",
                "mend its permissions, or point LINLI_DATA elsewhere",
            ),
        )
        return
    yield good("storage.writable", f"数据文件夹 {folder} 可写", f"the data folder {folder} can be written")
    yield from free_space(shutil.disk_usage(folder).free)


def free_space(free: int) -> Iterator[Finding]:
    """free: bytes"""
    text = (f"剩余空间 {free / GIB:.1f} GiB", f"{free / GIB:.1f} GiB free")
    mend = ("清理磁盘，或把 LINLI_DATA 移到更大的盘", "make room, or move LINLI_DATA to a larger disk")
    if free < FAULT_BELOW:
        yield fault("storage.space", text, mend)
    elif free < WARNING_BELOW:
        yield warning("storage.space", text, mend)
    else:
        yield good("storage.space", *text)


def keys() -> Iterator[Finding]:
    """Look at the two secrets: long enough, and readable by us alone."""
    for name in ("SECRET_KEY", "FIELD_KEY"):
        check = f"storage.{name.lower()}"
        path = settings.DATA_DIR / "secrets" / name.lower()
        if len(getattr(settings, name)) < LEAST_KEY:
            yield fault(
                check,
                (f"{name} 太短", f"{name} is too short"),
                (f"用至少 {LEAST_KEY} 个随机字符", f"use at least {LEAST_KEY} random characters"),
            )
        elif not os.environ.get(name) and path.exists() and path.stat().st_mode & 0o077:
            yield fault(
                check,
                (f"别的用户能读 {path}", f"other users can read {path}"),
                (f"chmod 600 {path}", f"chmod 600 {path}"),
            )
        else:
            yield good(check, f"{name} 已设置", f"{name} is set")


def static_collected() -> bool:
    """Test if the static files are there; in development they are served from the source."""
    plain = not settings.STORAGES["staticfiles"]["BACKEND"].endswith("ManifestStaticFilesStorage")
    return plain or (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()


def static_files() -> Iterator[Finding]:
    if static_collected():
        yield good("storage.static", "静态文件已就绪", "the static files are there")
    else:
        yield fault(
            "storage.static",
            ("静态文件未收集", "the static files were not collected"),
            ("linli setup", "linli setup"),
        )


def fonts() -> Iterator[Finding]:
    """Look for the fonts we ship: without them a printed sheet has no Chinese."""
    folder = Path(__file__).resolve().parents[2] / "paper" / "fonts"
    found = sorted(path.name for path in folder.glob("*.[ot]tf"))
    if found:
        yield good("storage.fonts", f"打印字体 {len(found)} 个", f"{len(found)} fonts for printing")
    else:
        yield fault(
            "storage.fonts",
            ("缺少打印用的中文字体", "the Chinese fonts for printing are missing"),
            ("重新安装：安装包不完整", "install again: the package is incomplete"),
        )
