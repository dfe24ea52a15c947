from __future__ import annotations

from django.utils import timezone

from linli.notices.models import Channel, Notice
from tests.matrix.entry import EVERYBODY, act, others, page, thing

MANAGERS = "bureau subdistrict community admin"
ABOVE = "bureau admin"  # posted at the district: the neighbouring subdistrict is theirs too
BARRED = {"barred": others(MANAGERS)}
SETTINGS = {
    "name": "群",
    "role": "community",
    "digest_at": "08:30",
    "quiet_from": "21:00",
    "quiet_until": "08:00",
}


def channel(world, where):
    return [world.once(("channel", where), lambda: _channel(world, where)).pk]


def _channel(world, where):
    path = world.estates[where].place.parent.path
    now = timezone.now()
    return Channel.objects.create(
        kind="email", name=where, path=path, role="community", address="a@example.cn", updated_at=now
    )


def settings(world, where):
    return SETTINGS


def notice(world, where):
    """A message of the grid worker's."""
    return [world.once("notice", lambda: _notice(world)).pk]


def _notice(world):
    return Notice.objects.create(user=world.people["grid"], key="x", zh="有", en="one", at=timezone.now())


ENTRIES = [
    page("notices:inbox", EVERYBODY),
    act("notices:read", own=EVERYBODY),
    act("notices:mail", own=EVERYBODY),
    act("notices:notice", key=notice, own="grid", near="grid", far="grid"),
    page("notices:channels", MANAGERS),
    page("notices:channel_new", MANAGERS),
    act("notices:channel_new", own=MANAGERS, ok=422, **BARRED),
    thing("notices:channel", channel, own=MANAGERS, near=ABOVE, **BARRED),
    act("notices:channel", key=channel, data=settings, own=MANAGERS, near=ABOVE, **BARRED),
    # Without a mail server a test message is refused, with the reason.
    act("notices:channel_test", key=channel, own=MANAGERS, near=ABOVE, ok=422, **BARRED),
    act("notices:channel_close", key=channel, own=MANAGERS, near=ABOVE, **BARRED),
]
