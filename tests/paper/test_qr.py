"""QR codes as SVG."""

from __future__ import annotations

from xml.etree import ElementTree

import segno

from linli.paper.qr import svg


def test_a_code_is_one_svg_without_style_script_or_size() -> None:
    root = ElementTree.fromstring(svg("https://example.cn/e/410402-0137/"))  # noqa: S314
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert set(root.attrib) == {"viewBox"}
    assert {child.tag.rpartition("}")[2] for child in root} == {"path"}


def test_the_code_withstands_a_scratch() -> None:
    side = int(ElementTree.fromstring(svg("https://example.cn/e/1/", border=4)).attrib["viewBox"].split()[2])  # noqa: S314
    assert side == segno.make("https://example.cn/e/1/", error="m").symbol_size(border=4)[0]
