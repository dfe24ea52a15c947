from django.urls import path

from linli.web.public import boards, commitments, downloads, estates, meetings, offices, results, views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("results/", results.rounds, name="results"),
    path("results/<str:code>/", results.round_, name="round"),
    path("results/<str:code>/<str:estate>/", results.sheet, name="sheet"),
    path("results/<str:code>/files/<str:name>", downloads.round_file, name="download"),
    path("results/<str:code>/<str:estate>/files/<str:name>", downloads.sheet_file, name="sheet_download"),
    path("offices/", offices.offices, name="offices"),
    path("lists/", results.lists, name="lists"),
    path("e/<str:code>/", estates.estate, name="estate"),
    path("e/<str:code>/meetings/", meetings.meetings, name="meetings"),
    path("e/<str:code>/board/<slug:version>/", boards.board, name="board"),
    path("e/<str:code>/commitments/", commitments.commitments, name="commitments"),
    path("e/<str:code>/commitments/<int:pk>/say/", commitments.say, name="commitment_say"),
    path("e/<str:code>/poster.pdf", downloads.poster, name="poster"),
    path("method/", views.method, name="method"),
    path("method/score-sheet.pdf", downloads.blank_sheet, name="blank_sheet"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("open/", views.open_data, name="open_data"),
]
