from __future__ import annotations

import pytest

from linli.base import journal
from linli.base.command import at_end, command, together
from linli.kernel.actor import Actor


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


@pytest.fixture
def put_off(now):
    """A command that puts its number off, and the lots in which the numbers were done."""
    done: list[list[int]] = []

    def do(numbers: list[int]) -> None:
        done.append(list(numbers))

    @command
    def run(*, actor, numbers):
        for number in numbers:
            at_end(do, number)
        journal.write_lines(actor=actor, lines=[journal.Line("test.run", "test")], at=now)
        assert not done
        if not numbers:
            raise ValueError

    return run, do, done


@pytest.mark.django_db
def test_what_is_put_off_is_done_once_at_the_end_of_the_command(put_off):
    run, _, done = put_off

    run(actor=Actor.system("test"), numbers=[1, 2])

    assert done == [[1, 2]]


@pytest.mark.django_db
def test_what_several_commands_put_off_is_done_once_for_all_of_them(put_off):
    run, _, done = put_off

    with together():
        run(actor=Actor.system("test"), numbers=[1, 2])
        run(actor=Actor.system("test"), numbers=[3])
        assert done == []

    assert done == [[1, 2, 3]]


@pytest.mark.django_db
def test_a_refused_command_leaves_nothing_behind_for_the_next(put_off):
    run, _, done = put_off

    def both():
        with together():
            run(actor=Actor.system("test"), numbers=[1])
            run(actor=Actor.system("test"), numbers=[])

    with pytest.raises(ValueError):
        both()
    run(actor=Actor.system("test"), numbers=[2])

    assert done == [[2]]


def test_outside_a_command_nothing_is_put_off(put_off):
    _, do, done = put_off

    at_end(do, 1)

    assert done == [[1]]
