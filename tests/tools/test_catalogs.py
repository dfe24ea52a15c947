from __future__ import annotations

import gettext
import io

import pytest
from babel.messages.mofile import read_mo
from tools.catalogs import compiled, read

CATALOG = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: src/x.py
msgid "小区"
msgstr "Estate"

#, python-format
msgid "第 %(first)s 条，\n共 %(total)s 条"
msgstr ""
"Row %(first)s\n"
"of %(total)s"

msgctxt "动词"
msgid "评"
msgstr "Score"

msgid "%(n)s 个小区"
msgid_plural "%(n)s 个小区们"
msgstr[0] "%(n)s estate"
msgstr[1] "%(n)s estates"

#, fuzzy
msgid "拿不准"
msgstr "Not sure"

msgid "没有译"
msgstr ""

#~ msgid "从前"
#~ msgstr "Formerly"
"""


@pytest.fixture
def mo(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(CATALOG, encoding="utf-8")
    return compiled(read(path))


def test_gettext_reads_what_we_compile(mo):
    said = gettext.GNUTranslations(io.BytesIO(mo))

    assert said.gettext("小区") == "Estate"
    assert said.gettext("第 %(first)s 条，\n共 %(total)s 条") == "Row %(first)s\nof %(total)s"
    assert said.pgettext("动词", "评") == "Score"
    assert said.ngettext("%(n)s 个小区", "%(n)s 个小区们", 1) == "%(n)s estate"
    assert said.ngettext("%(n)s 个小区", "%(n)s 个小区们", 2) == "%(n)s estates"


def test_what_is_not_translated_is_said_in_chinese(mo):
    said = gettext.GNUTranslations(io.BytesIO(mo))

    assert said.gettext("没有译") == "没有译"
    assert said.gettext("拿不准") == "拿不准"
    assert said.gettext("从前") == "从前"


def test_others_read_it_too(mo):
    catalog = read_mo(io.BytesIO(mo))

    assert catalog["小区"].string == "Estate"
