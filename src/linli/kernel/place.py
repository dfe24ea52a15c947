"""Place paths: the jurisdiction tree as text that starts and ends with a slash.

"/4104/410402/410402008/410402008001/e10017/": the codes from the city down. Because of the last slash a
prefix match never mistakes /1/ for /10/. The segment of an estate starts with "e", that of a grid with "g".
"""

from __future__ import annotations


def child(path: str, segment: str) -> str:
    """Return the path of `segment` below `path`."""
    return f"{path}{segment}/"


def chain(path: str) -> tuple[str, ...]:
    """Return the paths from the root down to `path`, itself included."""
    segments = path.strip("/").split("/") if path.strip("/") else []
    found, so_far = [], "/"
    for segment in segments:
        so_far = child(so_far, segment)
        found.append(so_far)
    return tuple(found)


def parent(path: str) -> str:
    """Return the path one level up; "/" above the root."""
    return path[: path.rstrip("/").rfind("/") + 1]


def is_estate(path: str) -> bool:
    """Test if `path` is that of an estate, a leaf: nothing lies below it."""
    return path.rstrip("/").rpartition("/")[2].startswith("e")


def after(path: str) -> str:
    """Return the first text that sorts after everything below `path`; with `path` it bounds a range."""
    return path[:-1] + "0"  # "0" is the character after "/"
