from __future__ import annotations

import pytest

from linli.rules.pinyin import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("祥和苑（一期）", "xhyyq"),
        ("银河丽都", "yhld"),
        ("中国银行家属院", "zgyhjsy"),
        ("重庆路12号院", "cql12hy"),
        ("长安花园A区", "cahyaq"),
        ("长者公寓", "zzgy"),
        ("ＡＢＣ国际", "abcgj"),
        ("", ""),
        ("·—", ""),
    ],
)
def test_initials_are_those_people_would_type(name, letters):
    assert initials(name) == letters
