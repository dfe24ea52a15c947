from django.urls import path

from linli.web.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("search/", views.search, name="search"),
]
