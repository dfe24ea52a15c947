from django.urls import path

from linli.web.duties import ledger, views

app_name = "duties"
urlpatterns = [
    path("", views.clauses, name="clauses"),
    path("places/", views.places, name="places"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/export/", ledger.export, name="ledger_export"),
    path("do/<slug:duty>/<slug:kind>/<int:key>/", ledger.do, name="do"),
    path("summary/", views.summary, name="summary"),
]
