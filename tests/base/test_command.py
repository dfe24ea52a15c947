from __future__ import annotations

import pytest

from linli.base.command import command, in_steps


@pytest.mark.parametrize("declare", [command, in_steps])
def test_a_service_takes_keywords_only_and_an_actor(declare):
    def positional(actor): ...

    def nobody(*, now): ...

    for function in (positional, nobody):
        with pytest.raises(TypeError, match="keywords only"):
            declare(function)


def test_work_in_steps_is_a_service_without_a_transaction_around_it():
    @in_steps
    def long(*, actor): ...

    assert long.is_command


@pytest.mark.django_db
def test_a_command_that_leaves_no_trace_fails_under_test():
    @command
    def silent(*, actor): ...

    with pytest.raises(AssertionError, match="left no trace"):
        silent(actor=None)
