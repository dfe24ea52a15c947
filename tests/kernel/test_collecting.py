from __future__ import annotations

import gc

import pytest

from linli.kernel.collecting import uncollected


def failing() -> None:
    with uncollected():
        assert not gc.isenabled()
        raise KeyError


def test_the_search_goes_on_afterwards_whatever_happens():
    with pytest.raises(KeyError):
        failing()

    assert gc.isenabled()


def test_an_inner_pause_does_not_end_the_outer_one():
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
