from __future__ import annotations

import gc

import pytest

from linli.kernel.collecting import uncollected


def test_the_search_goes_on_afterwards_whatever_happens():
    assert gc.isenabled()
    with pytest.raises(KeyError), uncollected():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_an_inner_pause_does_not_end_the_outer_one():
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
