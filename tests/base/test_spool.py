from __future__ import annotations

from datetime import date

import pytest

from linli.base import spool
from linli.base.spool import Spool


@pytest.mark.parametrize("number", [0, 1, 499, 500, 501, 1700])
def test_what_was_put_aside_comes_back_in_order_and_more_than_once(number):
    rows = [(n, f"小区{n}", date(2026, 1, 1)) for n in range(number)]

    with Spool(iter(rows)) as kept:
        assert len(kept) == number
        assert list(kept) == rows
        assert list(kept) == rows


def test_rows_may_be_added_after_reading():
    with Spool(range(600)) as kept:
        assert len(list(kept)) == 600
        kept.append(600)
        kept.extend(range(601, 1300))

        assert list(kept) == list(range(1300))


def test_a_large_spool_lies_on_disk_and_a_small_one_does_not(monkeypatch):
    monkeypatch.setattr(spool, "IN_MEMORY", 1000)

    with Spool("文" * 40 for _ in range(spool.CHUNK * 2)) as large, Spool(range(10)) as small:
        assert large._file._rolled
        assert not small._file._rolled
        assert set(large) == {"文" * 40}
