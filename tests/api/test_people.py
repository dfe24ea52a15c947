from __future__ import annotations

from linli.people.models import User


def test_a_program_learns_who_it_works_for_and_what_it_may_do_where(client, town):
    client.force_login(town.person("hu", "community", "/1/1/"))

    me = client.get("/api/v1/me").json()

    assert me["username"] == "hu"
    assert [(row["role"], row["place"]) for row in me["postings"]] == [("community", "/1/1/")]
    assert me["permissions"]["estate.edit"] == ["/1/1/"]
    assert "user.manage" not in me["permissions"]


def test_a_stranger_is_told_to_sign_in_and_not_led_to_a_page(client, db):
    assert client.get("/api/v1/me").status_code == 401


def test_whoever_has_a_duty_first_is_told_so_by_the_api(client, town):
    hu = town.person("hu", "community", "/1/1/")
    User.objects.filter(pk=hu.pk).update(must_change_password=True)
    client.force_login(hu)
    session = client.session
    session["duties"] = ["password"]
    session.save()

    answer = client.get("/api/v1/me")

    assert answer.status_code == 403
    assert answer.json()["reason_en"]
