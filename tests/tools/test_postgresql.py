from __future__ import annotations

import socket

import pytest

from tools import postgresql


def test_a_free_port_can_be_taken():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", postgresql.free_port()))


def test_without_binaries_it_says_the_mend(monkeypatch, capsys):
    monkeypatch.setattr(postgresql, "find_binaries", lambda: None)

    assert postgresql.main(["true"]) == 1
    assert "apt-get install postgresql" in capsys.readouterr().err


def test_binaries_in_path_come_before_installed_ones(monkeypatch, tmp_path):
    for name in ("initdb", "pg_ctl"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert postgresql.find_binaries() == tmp_path


def test_nothing_to_run_is_wrong_usage(capsys):
    assert postgresql.main([]) == 2


@pytest.mark.parametrize("user", [0, 1000])
def test_the_server_never_runs_as_root(monkeypatch, user):
    monkeypatch.setattr(postgresql.os, "geteuid", lambda: user)

    owner = postgresql.unprivileged()

    assert owner == {} if user else owner["user"] != 0
