from django.urls import path

from linli.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("method/", views.method, name="method"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("open/", views.open_data, name="open_data"),
    path("healthz", views.healthz, name="healthz"),
]
