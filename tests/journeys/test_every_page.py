"""Every page a role can reach: opens, is accessible, and fits a phone, in normal and in large type."""

from __future__ import annotations

import pytest

from tests.journeys import axe, walk

ROLES = ("", "bureau", "assessor", "company", "community", "subdistrict", "committee", "owner", "admin")


@pytest.mark.clause("G5")
def test_every_page_opens_is_accessible_and_fits_a_phone(visit):
    seen: set[str] = set()
    faults: list[str] = []
    for role in ROLES:
        visitor = visit(width=1280)
        page = visitor.sign_in(role) if role else visitor.page
        for address in walk.routes(page, "/desk/" if role else "/", seen):
            faults += [f"{role or 'stranger'} {address} 1280: {each}" for each in axe.faults(page)]
            page.set_viewport_size({"width": 360, "height": 780})
            page.evaluate("document.documentElement.dataset.size = 'large'")
            faults += [f"{role or 'stranger'} {address} 360 large: {each}" for each in axe.faults(page)]
            if axe.sideways(page):
                faults.append(f"{role or 'stranger'} {address}: scrolls sideways at 360 px in large type")
            page.set_viewport_size({"width": 1280, "height": 900})
    assert not faults, "\n".join(faults)
