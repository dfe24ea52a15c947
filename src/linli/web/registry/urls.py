"""Addresses of the registry, below /desk/."""

from django.urls import path

from linli.web.registry import (
    committees,
    companies,
    estate_forms,
    estates,
    grids,
    projects,
    records,
)

app_name = "registry"
urlpatterns = [
    path("estates/", estates.estates_list, name="estates"),
    path("estates/list.xlsx", estates.estates_export, name="estates_export"),
    path("estates/new/", estate_forms.estate_new, name="estate_new"),
    path("estates/<slug:code>/", estates.estate, name="estate"),
    path("estates/<slug:code>/edit/", estate_forms.estate_edit, name="estate_edit"),
    path("estates/<slug:code>/move/", estate_forms.estate_move, name="estate_move"),
    path("estates/<slug:code>/mode/", estate_forms.estate_mode, name="estate_mode"),
    path("estates/<slug:code>/close/", estate_forms.estate_close, name="estate_close"),
    path("estates/<slug:code>/history/", estates.estate_history, name="estate_history"),
    path("estates/<slug:code>/company/", projects.project_start, name="project_start"),
    path("estates/<slug:code>/committee/", committees.committee_new, name="committee_new"),
    path("estates/<slug:code>/disclosures/", records.disclosure_new, name="disclosure_new"),
    path("estates/<slug:code>/documents/", records.document_new, name="document_new"),
    path("projects/<int:pk>/edit/", projects.project_edit, name="project_edit"),
    path("projects/<int:pk>/end/", projects.project_end, name="project_end"),
    path("projects/<int:pk>/posts/", projects.post_new, name="post_new"),
    path("projects/<int:pk>/staff/", projects.staff_new, name="staff_new"),
    path("projects/<int:pk>/contracts/", records.contract_new, name="contract_new"),
    path("posts/<int:pk>/edit/", projects.post_edit, name="post_edit"),
    path("posts/<int:pk>/vacate/", projects.post_vacate, name="post_vacate"),
    path("contracts/<int:pk>/edit/", records.contract_edit, name="contract_edit"),
    path("contracts/<int:pk>/file/", records.contract_file, name="contract_file"),
    path("contracts/<int:pk>/withdraw/", records.contract_withdraw, name="contract_withdraw"),
    path("disclosures/<int:pk>/check/", records.disclosure_check, name="disclosure_check"),
    path("documents/<int:pk>/edit/", records.document_edit, name="document_edit"),
    path("committees/<int:pk>/edit/", committees.committee_edit, name="committee_edit"),
    path("committees/<int:pk>/file/", committees.committee_file, name="committee_file"),
    path("committees/<int:pk>/dissolve/", committees.committee_dissolve, name="committee_dissolve"),
    path("contacts/<slug:kind>/<int:pk>/", committees.contact, name="contact"),
    path("companies/", companies.companies_list, name="companies"),
    path("companies/list.xlsx", companies.companies_export, name="companies_export"),
    path("companies/new/", companies.company_new, name="company_new"),
    path("companies/<int:pk>/", companies.company, name="company"),
    path("companies/<int:pk>/edit/", companies.company_edit, name="company_edit"),
    path("grids/", grids.grids, name="grids"),
    path("classes/", grids.classes, name="classes"),
]
