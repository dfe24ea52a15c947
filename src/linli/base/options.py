"""Choices of this installation, changed by whoever may, each change with its line in the journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from linli.base import journal
from linli.base.command import command
from linli.base.models import Option
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed


def read(key: str, default: Any = None) -> Any:
    """Return the choice `key`; `default` if none was made. One query."""
    return Option.read(key, default)


def is_demo() -> bool:
    """Test if this installation holds the demo district; only then does it name its accounts."""
    return read("demo", False) is True


@command
def choose(*, actor: Actor, key: str, value: Any, now: datetime) -> None:
    """Set the choice `key` to `value` (JSON).

    :raises NotAllowed: if the actor may not change settings
    """
    if not actor.everywhere and not actor.may_somewhere("setting.manage"):
        raise NotAllowed("您不能改设置。", "You may not change settings.")
    before = read(key)
    Option.objects.update_or_create(key=key, defaults={"value": value})
    line = journal.Line(
        verb="setting.change",
        kind="base.option",
        key=key[:40],
        place=actor.place,
        change={key: [before, value]},
    )
    journal.write_lines(actor=actor, lines=[line], at=now)
