"""Rules of the house about templates and the files beside them."""

from __future__ import annotations

import re

import pytest

from tests.architecture.tree import PACKAGE, STATIC, TEMPLATES, name_of, templates

LONGEST = 120
BOTH_AT_ONCE = {"broken.html"}  # says it in both languages, because the translation may be what failed
OWN_NAME = "中文"  # a language is offered in its own words
CHINESE = re.compile(r"[\u3400-\u9fff]+")
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:"
    r"|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")"
)
ABROAD = re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL)
TRANSLATED = re.compile(
    r"\{% blocktrans(?:late)?\b.*?endblocktrans(?:late)? %\}|\{% trans(?:late)?\b.*?%\}", re.DOTALL
)
CONSTANT = re.compile(r"""_\((?:"[^"]*"|'[^']*')\)""")

each_template = pytest.mark.parametrize(
    "path", templates(), ids=lambda p: p.relative_to(TEMPLATES).as_posix()
)


@each_template
def test_templates_stay_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@each_template
def test_no_style_or_script_stands_in_a_page(path):
    """The content policy would refuse it, and a page without it can be cached and read."""
    assert not INLINE.findall(path.read_text(encoding="utf-8"))


@each_template
def test_no_page_loads_anything_from_elsewhere(path):
    text = path.read_text(encoding="utf-8")
    loads = re.findall(r"<(?:script|link|img|iframe|source|form)\b[^>]*>", text)

    assert not [tag for tag in loads if ABROAD.search(tag)]


@each_template
def test_every_chinese_word_can_be_said_in_english(path):
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    bare = set(CHINESE.findall(CONSTANT.sub("", TRANSLATED.sub("", text)))) - {OWN_NAME}

    assert path.name in BOTH_AT_ONCE or not bare, 'use {% translate "…" %}, or _("…") in a tag'


@pytest.mark.parametrize(
    "path", [p for p in templates() if p.parent.name == "parts"], ids=lambda path: path.stem
)
def test_a_part_says_on_its_first_line_what_it_takes(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith(("{% comment %}", "{#", "{% extends"))  # what extends a layout is a page


def test_what_was_copied_in_says_version_and_licence():
    vendor = STATIC / "vendor"
    record = (vendor / "README.md").read_text(encoding="utf-8")
    copied = [path for path in vendor.iterdir() if path.suffix in {".js", ".css"}]

    for path in copied:
        name = path.name.partition(".")[0]
        line = next((line for line in record.splitlines() if path.name in line), "")
        assert re.search(r"\d+\.\d+", line), f"{path.name}: its version is not in {name_of(vendor)}/README.md"
        assert (vendor / f"{name}.LICENSE").exists(), f"{path.name}: its licence is not beside it"


def test_the_fonts_have_their_licence_beside_them():
    folder = PACKAGE / "paper" / "fonts"
    names = {path.name for path in folder.iterdir()}

    assert any(name.endswith((".otf", ".ttf")) for name in names)
    assert any("OFL" in name or "LICENSE" in name for name in names)
    assert "README.md" in names
