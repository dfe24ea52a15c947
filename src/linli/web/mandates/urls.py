"""Addresses of mandates, below /desk/mandates/."""

from django.urls import path

from linli.web.mandates import views, writing

app_name = "mandates"
urlpatterns = [
    path("", views.mandates_list, name="list"),
    path("mandates.xlsx", views.mandates_export, name="export"),
    path("without.xlsx", views.gaps_export, name="gaps_export"),
    path("new/", writing.mandate_new, name="mandate_new"),
    path("<int:pk>/", views.mandate, name="mandate"),
    path("<int:pk>/since/", views.since, name="since"),
    path("<int:pk>/visit/", writing.visit_new, name="visit_new"),
    path("<int:pk>/end/", writing.mandate_end, name="mandate_end"),
]
