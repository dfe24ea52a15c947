from django.urls import path

from linli.web.parts import views

app_name = "parts"
urlpatterns = [path("", views.parts, name="parts")]
