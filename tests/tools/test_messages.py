from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import messages

TEMPLATE = """
{% comment %} 不译 {% endcomment %}
<div>
    <h1 title="{% translate '标题' %}">{% translate "小区" %}</h1>
  {% blocktranslate count n=n %}{{ n }} 个{% plural %}{{ n }} 个们{% endblocktranslate %}
      {% blocktranslate trimmed with a=b %}
        第 {{ a }} 条
      {% endblocktranslate %}
  {% panel _("参数") %}正文{{ value|default:_("没有") }}
</div>
"""
CODE = """
from django.utils.translation import gettext, gettext_lazy as _, ngettext, pgettext
class Form:
    label = _("地址")
def f(n):
    return gettext("你好"), ngettext("一", "多", n), pgettext("动词", "评"), "不译"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    return tmp_path


def test_messages_are_read_from_templates(source):
    path = source / "templates" / "x.html"
    path.write_text(TEMPLATE, encoding="utf-8")

    found = {identity for identity, _ in messages.messages_of(path)}

    assert found == {"标题", "小区", ("%(n)s 个", "%(n)s 个们"), "第 %(a)s 条", "参数", "没有"}


def test_messages_are_read_from_code(source):
    path = source / "x.py"
    path.write_text(CODE, encoding="utf-8")

    found = set(messages.messages_of(path))

    assert found == {("地址", None), ("你好", None), (("一", "多"), None), ("评", "动词")}


def test_other_files_say_nothing(source):
    path = source / "x.css"
    path.write_text('/* _("x") */')

    assert not list(messages.messages_of(path))


@pytest.mark.parametrize(
    ("message", "english", "fault"),
    [
        ("小区", "", "no English"),
        ("小区", "Estate", None),
        ("共 %(n)s 条", "%(n)s rows", None),
        ("共 %(n)s 条", "%(count)s rows", "placeholders differ (%(count)s, %(n)s)"),
        ("已办 100%%", "100%% done", None),
        ("第 {page} 页", "Page", "placeholders differ ({page})"),
        (("%(n)s 个", "%(n)s 个"), ("%(n)s one", "%(n)s many"), None),
        (("%(n)s 个", "%(n)s 个"), ("%(n)s one", ""), "no English"),
    ],
)
def test_what_is_missing_or_differs_is_named(message, english, fault):
    catalog = Catalog(locale="en")
    catalog.add(message, string=english)

    found = list(messages.faults(catalog))

    assert [line.startswith(str(fault)) for line in found] == ([True] if fault else [])


def test_updating_keeps_what_is_translated_and_drops_what_is_gone(source, monkeypatch):
    catalog = source / "django.po"
    (source / "x.py").write_text('gettext("小区")\ngettext("新的")\n', encoding="utf-8")
    catalog.write_text('msgid "小区"\nmsgstr "Estate"\n\nmsgid "旧的"\nmsgstr "Old"\n', encoding="utf-8")
    monkeypatch.setattr(messages, "SOURCE", source)
    monkeypatch.setattr(messages, "ROOT", source)
    monkeypatch.setattr(messages, "CATALOG", catalog)

    messages.write(messages.merged())

    text = catalog.read_text(encoding="utf-8")
    assert 'msgid "小区"\nmsgstr "Estate"' in text
    assert 'msgid "新的"\nmsgstr ""' in text
    assert "旧的" not in text
    assert messages.main(["--check"]) == 1
