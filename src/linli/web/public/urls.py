from django.urls import path

from linli.web.public import estates, results, views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("results/", results.rounds, name="results"),
    path("results/<str:code>/", results.round_, name="round"),
    path("results/<str:code>/<str:estate>/", results.sheet, name="sheet"),
    path("lists/", results.lists, name="lists"),
    path("e/<str:code>/", estates.estate, name="estate"),
    path("method/", views.method, name="method"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("open/", views.open_data, name="open_data"),
]
