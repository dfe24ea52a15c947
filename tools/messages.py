"""Keep the English catalog: read the Chinese messages from code and templates, bring django.po up to date.

Usage: python -m tools.messages          update the catalog, keeping every translation, and compile it
       python -m tools.messages --check  change nothing; list what has no English or other placeholders
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools import catalogs

ROOT = catalogs.ROOT
SOURCE = ROOT / "src" / "linli"
CATALOG = catalogs.LOCALE / "en" / "LC_MESSAGES" / "django.po"
HEADER = "# The English of Linli; the Chinese message is the key. Brought up to date by `make messages`.\n"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*(?::[^{}]*)?\}")


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print("usage: python -m tools.messages [--check]", file=sys.stderr)
        return 2
    catalog = merged()
    if arguments:
        return report(list(faults(catalog)))
    write(catalog)
    catalogs.main()
    missing = sum(1 for message in catalog if message.id and not translated(message))
    print(f"{CATALOG.relative_to(ROOT)}: {len(catalog)} messages, {missing} without English")
    return 0


def merged() -> Catalog:
    """Return the catalog as it ought to be: every message of the source, with the English there is."""
    template = Catalog(charset="utf-8")
    for path in sorted(SOURCE.rglob("*")):
        for identity, context in messages_of(path):
            # No line numbers: they would change the file with every edit somewhere else.
            template.add(identity, context=context, locations=[(str(path.relative_to(ROOT)), 0)])
    catalog = Catalog(locale="en", charset="utf-8", header_comment=HEADER.rstrip(), project="linli")
    if CATALOG.exists():
        with CATALOG.open("rb") as file:
            catalog = read_po(file, locale="en", charset="utf-8")
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    return catalog


def messages_of(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield identity and context of each message that a Python file or a template says."""
    if path.suffix == ".py" and "migrations" not in path.parts:
        code = path.read_text(encoding="utf-8")
    elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
        # Django turns a template into something like Python; its left-over indentation is not Python's.
        lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines()
        code = "\n".join(line.strip() for line in lines)
    else:
        return
    for _line, identity, _comments, context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
        yield identity, context


def faults(catalog: Catalog) -> Iterator[str]:
    """Yield one line per message that has no English, or whose English has other placeholders."""
    for message in catalog:
        if not message.id:
            continue
        where = ", ".join(sorted({path for path, _line in message.locations}))
        name = " / ".join(forms(message.id))
        if not translated(message):
            yield f"no English: {name}   ({where})"
        elif odd := set(placeholders(message.id)) ^ set(placeholders(message.string or "")):
            yield f"placeholders differ ({', '.join(sorted(odd))}): {name}   ({where})"


def translated(message: Message) -> bool:
    return not message.fuzzy and bool(message.string) and all(forms(message.string or ""))


def placeholders(text: str | tuple[str, ...] | list[str]) -> Iterator[str]:
    for form in forms(text):
        yield from PLACEHOLDER.findall(form.replace("%%", ""))


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return singular and plural alike as a tuple of texts."""
    return (text,) if isinstance(text, str) else tuple(text)


def report(lines: list[str]) -> int:
    for line in lines:
        print(line)
    if lines:
        print(f"{len(lines)} messages want attention: make messages, then write the English in")
        print(f"{CATALOG.relative_to(ROOT)}")
    return 1 if lines else 0


def write(catalog: Catalog) -> None:
    """Replace the catalog in one step, so that a reader never sees half of it."""
    CATALOG.parent.mkdir(parents=True, exist_ok=True)
    fresh = CATALOG.with_suffix(".po.new")
    with fresh.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    fresh.replace(CATALOG)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
