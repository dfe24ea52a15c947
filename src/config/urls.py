"""Every address of the product."""

from django.conf import settings
from django.urls import include, path

from linli.api.site import api

urlpatterns = [
    path("", include("linli.web.public.urls")),
    path("", include("linli.web.operations.urls")),
    path("accounts/", include("linli.web.accounts.urls")),
    path("desk/", include("linli.web.desk.urls")),
    path("desk/", include("linli.web.registry.urls")),
    path("desk/party/", include("linli.web.party.urls")),
    path("desk/tripartite/", include("linli.web.tripartite.urls")),
    path("desk/selfmanagement/", include("linli.web.selfmanagement.urls")),
    path("desk/mandates/", include("linli.web.mandates.urls")),
    path("desk/duties/", include("linli.web.duties.urls")),
    path("desk/notices/", include("linli.web.notices.urls")),
    path("desk/", include("linli.web.assessment.urls")),
    path("desk/", include("linli.web.publication.urls")),
    path("desk/", include("linli.web.administration.urls")),
    path("desk/", include("linli.web.files.urls")),
    path("api/v1/", api.urls),
]
if settings.DEBUG or settings.STRICT:
    urlpatterns.append(path("parts/", include("linli.web.parts.urls")))

handler404 = "linli.web.refusals.not_found"
handler500 = "linli.web.refusals.broken"
