"""Find packs on the shelf of the package, or open a district's own copy in a folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from linli.kernel.errors import Refused
from linli.rules.packs.opening import read
from linli.rules.packs.pack import Pack

SHELF = Path(__file__).parent


def available() -> tuple[str, ...]:
    """Return the codes of the packs that come with the product, in order."""
    return tuple(sorted(_code(each.parent) for each in SHELF.glob("*/pack.toml")))


@lru_cache(maxsize=16)
def load(code: str) -> Pack:
    """Return a pack of the shelf by its code; it is read and checked once.

    :raises Refused: if there is none of this code
    :raises PackRefused: if it is unsound or not the one that was locked
    """
    if code not in available():
        known = "、".join(available())
        raise Refused(
            f"没有政策包“{code}”；现有：{known}",
            f"There is no policy pack {code!r}; there are: {', '.join(available())}",
        )
    return open_folder(SHELF / code.replace("-", "_"))


def open_folder(folder: Path) -> Pack:
    """Return the pack in a folder, such as a district's own copy.

    :raises Refused: if the folder holds no pack
    :raises PackRefused: if it is unsound or not the one that was locked
    """
    try:
        files = {each.name: each.read_bytes() for each in sorted(folder.iterdir()) if _belongs(each)}
    except OSError as error:
        raise Refused(
            f"打不开政策包文件夹 {folder.name}", f"Cannot open the policy folder {folder.name}"
        ) from error
    if "pack.toml" not in files:
        raise Refused(
            f"文件夹 {folder.name} 里没有 pack.toml", f"There is no pack.toml in the folder {folder.name}"
        )
    return read(files)


def _belongs(path: Path) -> bool:
    return path.is_file() and (path.suffix in (".toml", ".csv") or path.name == "LOCK")


def _code(folder: Path) -> str:
    return folder.name.replace("_", "-")
