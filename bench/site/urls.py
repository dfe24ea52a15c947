from django.urls import include, path

from bench.site.views import reference

urlpatterns = [path("bench/reference/", reference, name="reference"), path("", include("config.urls"))]
