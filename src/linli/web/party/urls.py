"""Addresses of party work, below /desk/party/."""

from django.urls import path

from linli.web.party import coverage, instructors, life_urls, members, organisations, units

app_name = "party"
urlpatterns = [
    path("", coverage.coverage, name="coverage"),
    path("coverage.xlsx", coverage.coverage_export, name="coverage_export"),
    path("trend/", coverage.trend, name="trend"),
    path("trend.xlsx", coverage.trend_export, name="trend_export"),
    path("organisations/", organisations.organisations_list, name="organisations"),
    path("organisations/list.xlsx", organisations.organisations_export, name="organisations_export"),
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/edit/", organisations.organisation_edit, name="organisation_edit"),
    path(
        "organisations/<int:pk>/dissolve/", organisations.organisation_dissolve, name="organisation_dissolve"
    ),
    path("organisations/<int:pk>/count/", organisations.organisation_count, name="organisation_count"),
    path("organisations/<int:pk>/members/", members.members, name="members"),
    path("organisations/<int:pk>/members/new/", members.member_new, name="member_new"),
    path("members/<int:pk>/edit/", members.member_edit, name="member_edit"),
    path("members/<int:pk>/leave/", members.member_leave, name="member_leave"),
    path("units/<slug:unit>/<int:key>/", units.unit, name="unit"),
    path("units/<slug:unit>/<int:key>/count/", units.unit_count, name="unit_count"),
    path("units/<slug:unit>/<int:key>/tie/", units.unit_tie, name="unit_tie"),
    path("units/<slug:unit>/<int:key>/plan/", units.plan_new, name="plan_new"),
    path("units/<slug:unit>/<int:key>/plan/finish/", units.plan_finish, name="plan_finish"),
    path("units/<slug:unit>/<int:key>/instructor/", instructors.instructor_new, name="instructor_new"),
    path("ties/<int:pk>/end/", units.tie_end, name="tie_end"),
    path("instructors/", instructors.instructors_list, name="instructors"),
    path("instructors/list.xlsx", instructors.instructors_export, name="instructors_export"),
    path("instructors/<int:pk>/", instructors.instructor, name="instructor"),
    path("instructors/<int:pk>/end/", instructors.instructor_end, name="instructor_end"),
    path("instructors/<int:pk>/visit/", instructors.visit_new, name="visit_new"),
    *life_urls.urlpatterns,
]
