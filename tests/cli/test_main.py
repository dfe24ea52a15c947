from __future__ import annotations

import pytest
from django.db import OperationalError

from linli.cli import main as module
from linli.cli.main import COMMANDS, group, main
from linli.kernel.errors import NoSuch


def run(capsys, *arguments: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    said = capsys.readouterr()
    return end.value.code, said.out, said.err


def failing(error: Exception):
    def fail(**_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name, capsys):
    status, out, err = run(capsys, name, "--help") if name != "manage" else run(capsys, name, "help")

    assert (status or 0, err) == (0, "")
    assert out.strip()


def test_without_a_command_the_commands_are_listed(capsys):
    status, out, err = run(capsys)

    assert (status, out) == (2, "")
    assert all(name in err for name in COMMANDS)


@pytest.mark.parametrize("words", [("nonsense",), ("serve", "--port", "x"), ("audit", "nothing"), ("tally",)])
def test_wrong_usage_is_one_line_on_stderr(words, capsys):
    status, out, err = run(capsys, *words)

    assert (status, out) == (2, "")
    assert err.startswith("linli: ")
    assert len(err.splitlines()) == 1


def test_a_refusal_nobody_caught_is_said_in_both_languages(monkeypatch, capsys):
    monkeypatch.setattr(group, "main", failing(NoSuch("没有。", "There is none.")))

    assert run(capsys, "serve") == (2, "", "linli: 没有。 There is none.\n")


def test_a_database_that_fails_leads_to_the_doctor(monkeypatch, capsys):
    monkeypatch.setattr(group, "main", failing(OperationalError("connection\nrefused")))

    status, _, err = run(capsys, "serve")

    assert status == 2
    assert "linli doctor" in err
    assert len(err.splitlines()) == 1


def test_our_own_failures_are_not_hidden(monkeypatch):
    monkeypatch.setattr(group, "main", failing(KeyError("ours")))

    with pytest.raises(KeyError):
        main(["serve"])


def test_an_error_is_of_the_database_only_if_django_says_so():
    assert module.is_of_the_database(OperationalError())
    assert not module.is_of_the_database(ValueError())
