from __future__ import annotations

from tests.matrix.entry import EVERYBODY, Entry, act, page

# Whoever is signed in already is led on from the sign-in pages.
SIGNED_IN = {"may": {"own": EVERYBODY}, "ok": 302, "stranger": 200}

ENTRIES = [
    Entry("accounts:login", **SIGNED_IN),
    Entry("accounts:login", "POST", **SIGNED_IN),
    Entry("accounts:code", may={"own": EVERYBODY}, ok=302),  # nobody gave a password just before
    Entry("accounts:code", "POST", may={"own": EVERYBODY}, ok=302),
    act("accounts:logout", own=EVERYBODY),
    page("accounts:profile", EVERYBODY),
    act("accounts:details", own=EVERYBODY, data=lambda world, where: {"name": "新名字"}),
    page("accounts:password", EVERYBODY),
    act("accounts:password", own=EVERYBODY, ok=422),
    page("accounts:second_factor", EVERYBODY),
    act("accounts:second_factor", own=EVERYBODY, ok=422),
    act("accounts:backup_codes", own=EVERYBODY, ok=422),
    act("accounts:second_factor_remove", own=EVERYBODY, ok=422),
    # A session of nobody in the matrix: there is none for anybody.
    act("accounts:revoke", key=lambda world, where: [10**6], own="", hidden=404),
    act("accounts:revoke_others", own=EVERYBODY),
]
