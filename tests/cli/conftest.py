"""Installations for the commands that need one: a set-up one, and bare ones on the same kind of database."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.journeys.house import ON_POSTGRESQL, House

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], House]:
    """Make installations where nothing was ever done, each with a database of its own."""

    def make() -> House:
        house = House(tmp_path_factory.mktemp("bare") / "data")
        if ON_POSTGRESQL:
            house.database = own_database()
        return house

    return make


@pytest.fixture(scope="session")
def set_up(bare: Callable[[], House]) -> House:
    """Return an installation after `linli setup`; shared, so copy it before changing anything."""
    house = bare()
    house.linli("setup")
    return house


@pytest.fixture
def own(set_up: House, tmp_path: Path) -> House:
    return set_up.copy(tmp_path / f"own_{os.getpid()}_{next(NUMBERS)}")


def own_database() -> str:
    import psycopg

    parts = urlsplit(os.environ["DATABASE_URL"])
    name = f"bare_{os.getpid()}_{next(NUMBERS)}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(parts._replace(path=f"/{name}"))
