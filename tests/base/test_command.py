from __future__ import annotations

import pytest

from linli.base.command import command


def test_a_service_takes_keywords_only_and_an_actor():
    def positional(actor): ...

    def nobody(*, now): ...

    for function in (positional, nobody):
        with pytest.raises(TypeError, match="keywords only"):
            command(function)


@pytest.mark.django_db
def test_a_command_that_leaves_no_trace_fails_under_test():
    @command
    def silent(*, actor): ...

    with pytest.raises(AssertionError, match="left no trace"):
        silent(actor=None)
