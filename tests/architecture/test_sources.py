"""Rules of the house about source files, that no linter knows."""

from __future__ import annotations

import ast
import configparser
import re

from tests.architecture.tree import DOORS, PACKAGE, ROOT, calls, name_of, python_files, syntax

LONGEST = 400
CLOCKS = {
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
}
CONVERSIONS = {"timezone.localdate", "timezone.localtime"}  # of a moment they are given
WINDOW = re.compile(r"\.objects\b|_default_manager|_base_manager|\._meta\b|(?<!is)_set\b(?!\()|\.all\(\)")
DUSTBINS = {"utils", "util", "helpers", "common", "misc", "core"}
SAYS_IT_IS_UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|(?i:coming soon|lorem ipsum)|敬请期待")
WORDS = {
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "_",
}


def test_files_stay_short():
    long = {
        name_of(path): lines
        for path in python_files("src", "tests", "tools", "bench")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert not long


def test_the_clock_is_read_only_at_the_doors():
    open_to_time = {*DOORS, "doors"}
    read = [
        f"{name_of(path)}:{call.lineno} {name}"
        for path in python_files("src/linli")
        if path.relative_to(PACKAGE).parts[0] not in open_to_time
        for name, call in calls(path)
        if name in CLOCKS and not (name in CONVERSIONS and call.args)
    ]

    assert not read, "take `now` as a parameter"


def test_the_doors_do_not_climb_in_through_relations():
    climbed = [
        f"{name_of(path)}: {found.group()}"
        for door in DOORS
        for path in sorted((PACKAGE / door).rglob("*"))
        if path.suffix in {".py", ".html"}
        for found in WINDOW.finditer(path.read_text(encoding="utf-8"))
    ]

    assert not climbed, "ask a query"


def test_nothing_is_called_by_a_signal():
    assert not [
        name_of(path)
        for path in python_files("src")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ImportFrom) and node.module in {"django.dispatch", "django.db.models.signals"}
    ]


def test_no_module_is_a_dustbin():
    assert not [name_of(path) for path in python_files("src", "tests", "tools") if path.stem in DUSTBINS]


def test_nothing_says_that_it_is_unfinished():
    unfinished = [
        f"{name_of(path)}: {found.group()}"
        for path in sorted((ROOT / "src").rglob("*"))
        if path.suffix in {".py", ".html", ".css", ".toml", ".typ"} and "vendor" not in path.parts
        for found in SAYS_IT_IS_UNFINISHED.finditer(path.read_text(encoding="utf-8"))
    ]

    assert not unfinished


def test_words_for_people_are_not_put_together_before_they_are_translated():
    joined = [
        f"{name_of(path)}:{call.lineno}"
        for path in python_files("src")
        for name, call in calls(path)
        if name.rpartition(".")[2] in WORDS
        and any(isinstance(word, ast.JoinedStr | ast.BinOp | ast.Call) for word in call.args[:1])
    ]

    assert not joined, "a message is one constant with placeholders: gettext('…%(n)s…') % {...}"


def test_the_contracts_know_no_exception():
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")

    assert len(contracts.sections()) == 6
    for section in contracts.sections():
        assert "ignore_imports" not in contracts[section], section
        assert "unmatched_ignore_imports_alerting" not in contracts[section], section


def test_every_floor_of_the_house_stands_in_the_contract():
    floors = (ROOT / ".importlinter").read_text(encoding="utf-8")
    packages = [path.parent.name for path in PACKAGE.glob("*/__init__.py")]

    assert packages
    assert not [name for name in packages if f"linli.{name}" not in floors]
