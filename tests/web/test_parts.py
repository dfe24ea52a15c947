"""The parts box shows every part in every state."""

from __future__ import annotations

import re

from linli.doors.pages import sprite


def test_every_icon_and_every_state_is_in_the_box(client, db):
    page = client.get("/parts/").content.decode()

    for name in sprite():
        assert f'href="#{name.decode()}"' in page
    for tone in ("ok", "wait", "late", "off", "veto"):
        assert re.search(rf'class="st tag {tone}"', page)
    for part in ("todo", "tl", "line7", "steps", "empty", "toast", "note late", "pager", "sheet", "chip"):
        assert f'class="{part}' in page


def test_a_wrong_field_says_so_beside_itself(client, db):
    page = client.get("/parts/").content.decode()

    assert 'aria-invalid="true"' in page
    assert 'class="err"' in page
