from django.urls import path

from linli.web.desk import today, views

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("search/", views.search, name="search"),
]
