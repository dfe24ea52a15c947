from django.urls import path

from linli.web.publication import listings, papers, rounds

app_name = "publication"
urlpatterns = [
    path("results/", listings.overview, name="listings"),
    path("results/<str:code>/propose/", listings.propose, name="propose"),
    path("results/<str:code>/issue/", listings.issue, name="issue"),
    path("results/<str:code>/announcement.docx", papers.announcement, name="announcement"),
    path("lists/<int:pk>/", listings.entry, name="entry"),
    path("lists/<int:pk>/serve/", listings.serve, name="serve"),
    path("lists/<int:pk>/decide/", listings.decide, name="decide"),
    path("lists/<int:pk>/reopen/", listings.reopen, name="reopen"),
    path("lists/<int:pk>/rectify/", listings.rectify, name="rectify"),
    path("lists/<int:pk>/leave/", listings.take_down, name="leave"),
    path("lists/<int:pk>/object/", listings.object_to, name="object"),
    path("lists/<int:pk>/answer/<int:objection>/", listings.answer, name="answer"),
    path("lists/<int:pk>/notice.docx", papers.notice, name="notice"),
    path("rounds/<int:pk>/publication/", rounds.decision, name="decision"),
    path("rounds/<int:pk>/publication/draft/", rounds.draft, name="draft"),
    path("rounds/<int:pk>/publication/final/", rounds.final, name="final"),
]
